// Busiest days
// question: On which days were the most tweets posted, and by how many accounts?
// parameters:
//   campaign: text, key of a release; all releases when null
//   limit: integer, rows at most
// columns:
//   day: date, UTC
//   tweets: integer, tweets of that day, retweets included
//   retweets: integer, those that are retweets
//   accounts: integer, accounts that posted them
// caveats:
//   - A day here is a day in UTC; in the operator's own time it may begin some hours earlier or later.
// scan: Campaign: a few dozen nodes, the way to the accounts that they list
:param campaign => null;
:param limit => 20;
MATCH (c:Campaign)<-[:MEMBER_OF]-(a:Account)
WHERE $campaign IS NULL OR c.key = $campaign
WITH DISTINCT a
MATCH (a)-[:POSTED]->(t:Tweet:Archived)
WHERE t.posted_at IS NOT NULL AND ($campaign IS NULL OR $campaign IN t.campaigns)
WITH t.posted_at.epochSeconds / 86400 AS number,
     count(*) AS tweets,
     sum(CASE WHEN t.is_retweet THEN 1 ELSE 0 END) AS retweets,
     count(DISTINCT a) AS accounts
ORDER BY tweets DESC, number
LIMIT $limit
RETURN date(datetime({epochSeconds: number * 86400})) AS day, tweets, retweets, accounts
ORDER BY tweets DESC, day
