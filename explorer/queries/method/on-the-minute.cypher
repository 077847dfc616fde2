// Tweets on the full minute
// question: Which programs sent more tweets in the first two seconds of a minute than the thirtieth part that even
//   times give?
// parameters:
//   campaign: text, key of a release; all releases when null
//   limit: integer, rows at most
// columns:
//   client: text, name of the program as released
//   tweets: integer, tweets sent with it that carry an exact time
//   early: integer, those in the first two seconds of a minute
//   share: float, early as a share of tweets, 0 to 1; even times give 0.033
// caveats:
//   - A large share is a sign of schedules, which newspapers and companies use as well.
//   - Tweets from before November 2010 are left out: their times are to the minute.
// scan: Client: a node for each program, from which its tweets are read
:param campaign => null;
:param limit => 20;
MATCH (c:Client)<-[:SENT_FROM]-(t:Tweet)
// All that is asked of a tweet at once: each `t.name` by itself would look through its properties again.
WITH c, t {.tweet_id, .posted_at, .campaigns} AS t
WHERE t.tweet_id > 30000000000 AND t.posted_at IS NOT NULL AND ($campaign IS NULL OR $campaign IN t.campaigns)
WITH c, count(*) AS tweets, sum(CASE WHEN t.posted_at.epochSeconds % 60 < 2 THEN 1 ELSE 0 END) AS early
RETURN c.name AS client, tweets, early, toFloat(early) / tweets AS share
ORDER BY early DESC, tweets DESC, client
LIMIT $limit
