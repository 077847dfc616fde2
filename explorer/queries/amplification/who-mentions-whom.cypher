// Who mentions whom
// question: Which accounts name which others in their own words, and how often?
// parameters:
//   campaign: text, key of a release; all releases when null
//   limit: integer, rows at most
// columns:
//   account: text, who did it: handle, else display name, else pseudonym
//   user_id: text, its id, or its hash
//   other: text, to whom: handle, else display name, else pseudonym
//   other_user_id: text, its id, or its hash
//   listed: boolean, yes when a release lists the other account
//   mentions: integer, tweets
//   first_at: time, the first of them
//   last_at: time, the last of them
// caveats:
//   - Retweets and the account replied to are left out, so that one tweet counts once; naming oneself is left out, too.
//   - With a filter, a pair of accounts that acted in several releases counts with all it did.
// scan: Account: every pair of accounts is ranked, each is one relationship
:param campaign => null;
:param limit => 20;
MATCH (a:Account)-[r:MENTIONED]->(b:Account)
WHERE ($campaign IS NULL OR $campaign IN r.campaigns) AND a <> b
WITH a, b, r.times AS mentions, r.first_at AS first_at, r.last_at AS last_at
ORDER BY mentions DESC, a.user_id, b.user_id
LIMIT $limit
RETURN coalesce(a.screen_name, a.display_name, a.alias) AS account,
       a.user_id AS user_id,
       coalesce(b.screen_name, b.display_name, b.alias) AS other,
       b.user_id AS other_user_id,
       b:Archived AS listed,
       mentions,
       first_at,
       last_at
ORDER BY mentions DESC, user_id, other_user_id
