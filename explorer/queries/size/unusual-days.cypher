// Days that break the usual
// question: On which days were far more tweets posted than on the other days of the same month?
// parameters:
//   campaign: text, key of a release; all releases when null
//   limit: integer, rows at most
// columns:
//   day: date, UTC
//   tweets: integer, tweets of that day, retweets included
//   usual: integer, tweets of the median day of that month, days without a tweet left out
//   above: integer, tweets above usual
//   times: float, tweets as a multiple of usual
// caveats:
//   - In a month with few days of tweets the median says little.
// scan: Campaign: a few dozen nodes, the way to the accounts that they list
:param campaign => null;
:param limit => 20;
MATCH (c:Campaign)<-[:MEMBER_OF]-(a:Account)
WHERE $campaign IS NULL OR c.key = $campaign
WITH DISTINCT a
MATCH (a)-[:POSTED]->(t:Tweet:Archived)
WHERE t.posted_at IS NOT NULL AND ($campaign IS NULL OR $campaign IN t.campaigns)
WITH t.posted_at.epochSeconds / 86400 AS number, count(*) AS tweets
WITH date(datetime({epochSeconds: number * 86400})) AS day, tweets
WITH day.year AS year, day.month AS month, collect({day: day, tweets: tweets}) AS days, percentileDisc(tweets, 0.5) AS usual
UNWIND days AS one
WITH one.day AS day, one.tweets AS tweets, usual, one.tweets - usual AS above
RETURN day, tweets, usual, above, toFloat(tweets) / usual AS times
ORDER BY above DESC, day
LIMIT $limit
