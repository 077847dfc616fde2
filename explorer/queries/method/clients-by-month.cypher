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
// scan: Client: a node for each program, and what each account sent with it
:param campaign => null;
:param each => 6;
MATCH (c:Client)<-[u:USED]-(:Account)
WHERE $campaign IS NULL OR $campaign IN u.campaigns
WITH c, sum(u.times) AS sent
ORDER BY sent DESC, c.name
LIMIT $each
MATCH (c)<-[u:USED]-(a:Account)
WHERE u.months IS NOT NULL AND ($campaign IS NULL OR $campaign IN u.campaigns)
WITH c, a, u.months AS months, u.month_times AS times
UNWIND range(0, size(months) - 1) AS i
RETURN months[i] AS month, c.name AS client, sum(times[i]) AS tweets, count(DISTINCT a) AS accounts
ORDER BY month, tweets DESC, client
