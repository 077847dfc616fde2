// Most mentioned accounts
// question: Whom did the accounts name most in their own words?
// parameters:
//   campaign: text, key of a release; all releases when null
//   limit: integer, rows at most
// columns:
//   account: text, handle, else display name, else pseudonym
//   user_id: text, its id, or its hash
//   listed: boolean, yes when a release lists the account
//   mentions: integer, tweets
//   accounts: integer, accounts that posted them
//   first_at: time, the first of them
//   last_at: time, the last of them
// caveats:
//   - Retweets and the account replied to are left out, so that one tweet counts once; naming oneself is left out, too.
//   - With a filter, a pair of accounts that acted in several releases counts with all it did.
// scan: Account: every account is counted, by relationships to accounts and not to tweets
:param campaign => null;
:param limit => 20;
MATCH (a:Account)-[r:MENTIONED]->(b:Account)
WHERE ($campaign IS NULL OR $campaign IN r.campaigns) AND a <> b
WITH b, sum(r.times) AS mentions, count(a) AS accounts, min(r.first_at) AS first_at, max(r.last_at) AS last_at
ORDER BY mentions DESC, b.user_id
LIMIT $limit
RETURN coalesce(b.screen_name, b.display_name, b.alias) AS account,
       b.user_id AS user_id,
       b:Archived AS listed,
       mentions,
       accounts,
       first_at,
       last_at
ORDER BY mentions DESC, user_id
