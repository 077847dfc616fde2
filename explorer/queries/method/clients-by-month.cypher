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
// scan: Campaign: a few dozen nodes, the way to the accounts that they list
:param campaign => null;
:param each => 6;
MATCH (k:Campaign)<-[:MEMBER_OF]-(a:Account)
WHERE $campaign IS NULL OR k.key = $campaign
WITH DISTINCT a
MATCH (a)-[:POSTED]->(t:Tweet:Archived)-[:SENT_FROM]->(c:Client)
WHERE $campaign IS NULL OR $campaign IN t.campaigns
WITH c, t.posted_at.year AS year, t.posted_at.month AS number, count(*) AS tweets, count(DISTINCT a) AS accounts
WITH c, collect({year: year, number: number, tweets: tweets, accounts: accounts}) AS months, sum(tweets) AS sent
ORDER BY sent DESC, c.name
LIMIT $each
UNWIND months AS one
WITH c, one.year AS year, one.number AS number, one.tweets AS tweets, one.accounts AS accounts
WHERE year IS NOT NULL
RETURN toString(year) + CASE WHEN number < 10 THEN '-0' ELSE '-' END + toString(number) AS month, c.name AS client, tweets, accounts
ORDER BY month, tweets DESC, client
