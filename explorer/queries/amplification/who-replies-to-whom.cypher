// Who replies to whom
// question: Which accounts answer which others, and how often?
// parameters:
//   campaign: text, key of a release; all releases when null
//   limit: integer, rows at most
// columns:
//   account: text, who did it: handle, else display name, else pseudonym
//   user_id: text, its id, or its hash
//   other: text, to whom: handle, else display name, else pseudonym
//   other_user_id: text, its id, or its hash
//   listed: boolean, yes when a release lists the other account
//   replies: integer, tweets
//   first_at: time, the first of them
//   last_at: time, the last of them
// caveats:
//   - Answers to oneself (threads) are left out.
//   - With a filter, a pair of accounts that acted in several releases counts with all it did.
// scan: Account: every pair of accounts is ranked, each is one relationship
:param campaign => null;
:param limit => 20;
MATCH (a:Account)-[r:REPLIED_TO]->(b:Account)
WHERE ($campaign IS NULL OR $campaign IN r.campaigns) AND a <> b
WITH a, b, r.times AS replies, r.first_at AS first_at, r.last_at AS last_at
ORDER BY replies DESC, a.user_id, b.user_id
LIMIT $limit
RETURN coalesce(a.screen_name, a.display_name, a.alias) AS account,
       a.user_id AS user_id,
       coalesce(b.screen_name, b.display_name, b.alias) AS other,
       b.user_id AS other_user_id,
       b:Archived AS listed,
       replies,
       first_at,
       last_at
ORDER BY replies DESC, user_id, other_user_id
