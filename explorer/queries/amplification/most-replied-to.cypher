// Most replied-to accounts
// question: Who received the most replies from the accounts?
// parameters:
//   campaign: text, key of a release; all releases when null
//   limit: integer, rows at most
// columns:
//   account: text, handle, else display name, else pseudonym
//   user_id: text, its id, or its hash
//   listed: boolean, yes when a release lists the account
//   replies: integer, tweets
//   accounts: integer, accounts that posted them
//   first_at: time, the first of them
//   last_at: time, the last of them
// caveats:
//   - Answers to oneself (threads) are left out; replies are received, not asked for.
//   - With a filter, a pair of accounts that acted in several releases counts with all it did.
// scan: Account: every account is counted, by relationships to accounts and not to tweets
:param campaign => null;
:param limit => 20;
MATCH (a:Account)-[r:REPLIED_TO]->(b:Account)
WHERE ($campaign IS NULL OR $campaign IN r.campaigns) AND a <> b
WITH b, sum(r.times) AS replies, count(a) AS accounts, min(r.first_at) AS first_at, max(r.last_at) AS last_at
ORDER BY replies DESC, b.user_id
LIMIT $limit
RETURN coalesce(b.screen_name, b.display_name, b.alias) AS account,
       b.user_id AS user_id,
       b:Archived AS listed,
       replies,
       accounts,
       first_at,
       last_at
ORDER BY replies DESC, user_id
