// Hubs inside
// question: Which listed accounts did other listed accounts retweet most?
// parameters:
//   campaign: text, key of a release; all releases when null
//   limit: integer, rows at most
// columns:
//   account: text, handle, else display name, else pseudonym
//   user_id: text, its id, or its hash
//   retweets: integer, retweets of its tweets by other listed accounts
//   accounts: integer, accounts that retweeted it
//   first_at: time, the first retweet
//   last_at: time, the last retweet
// caveats:
//   - Retweets of oneself are left out.
//   - With a filter, a pair of accounts that acted in several releases counts with all it did.
// scan: Campaign: a few dozen nodes, the way to the accounts that they list
:param campaign => null;
:param limit => 20;
MATCH (:Campaign)<-[:MEMBER_OF]-(b:Account)
WITH DISTINCT b
MATCH (b)<-[r:RETWEETED]-(a:Account)
WHERE a <> b AND a:Archived AND ($campaign IS NULL OR $campaign IN r.campaigns)
WITH b, sum(r.times) AS retweets, count(a) AS accounts, min(r.first_at) AS first_at, max(r.last_at) AS last_at
ORDER BY retweets DESC, b.user_id
LIMIT $limit
RETURN coalesce(b.screen_name, b.display_name, b.alias) AS account,
       b.user_id AS user_id,
       retweets,
       accounts,
       first_at,
       last_at
ORDER BY retweets DESC, user_id
