// Clients by month
// question: With which programs were the tweets of each month sent, and when were programs changed?
// parameters:
//   campaign: text, key of a release; all releases when null
//   each: integer, how many programs, the most used ones first
// columns:
//   month: text, YYYY-MM, UTC
//   client: text, name of the program as released
//   tweets: integer, tweets sent with it in that month, retweets included
//   accounts: integer, accounts that sent them
// caveats:
//   - A program names itself; the name says nothing about who ran it.
//   - Months without a tweet from a program are left out.
// scan: Client: a node for each program, not for each tweet
:param campaign => null;
:param each => 6;
MATCH (c:Client)
WITH c, count { MATCH (c)<-[:SENT_FROM]-(t:Tweet) WHERE $campaign IS NULL OR $campaign IN t.campaigns } AS sent
ORDER BY sent DESC, c.name
LIMIT $each
MATCH (c)<-[:SENT_FROM]-(t:Tweet)<-[:POSTED]-(a:Account)
WHERE t.posted_at IS NOT NULL AND ($campaign IS NULL OR $campaign IN t.campaigns)
WITH c, t.posted_at.year AS year, t.posted_at.month AS number, count(*) AS tweets, count(DISTINCT a) AS accounts
RETURN toString(year) + CASE WHEN number < 10 THEN '-0' ELSE '-' END + toString(number) AS month, c.name AS client, tweets, accounts
ORDER BY month, tweets DESC, client
