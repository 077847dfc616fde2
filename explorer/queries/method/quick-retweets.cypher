// Retweets within seconds
// question: Which listed accounts retweeted which others within seconds of the tweet?
// parameters:
//   campaign: text, key of a release; all releases when null
//   seconds: integer, the longest delay that counts
//   limit: integer, rows at most
// columns:
//   account: text, who retweeted: handle, else display name, else pseudonym
//   user_id: text, its id, or its hash
//   other: text, whose tweets: handle, else display name, else pseudonym
//   other_user_id: text, its id, or its hash
//   retweets: integer, retweets within the delay
//   fastest_s: float, the shortest delay, in seconds
//   first_at: time, the first of these retweets
//   last_at: time, the last of them
// caveats:
//   - Only retweets of tweets that a release holds: of others the archive does not give the second.
//   - Tweets from before November 2010 carry no exact time, so the times of those are to the minute.
// scan: Archived, Tweet: every retweet is looked at
:param campaign => null;
:param seconds => 10;
:param limit => 20;
MATCH (o:Tweet:Archived)<-[:RETWEETS]-(t:Tweet)
WHERE ($campaign IS NULL OR $campaign IN t.campaigns)
  AND t.posted_at >= o.posted_at
  AND t.posted_at.epochMillis - o.posted_at.epochMillis <= $seconds * 1000
MATCH (a:Account)-[:POSTED]->(t)
MATCH (o)<-[:POSTED]-(b:Account)
WHERE a <> b
WITH a,
     b,
     count(*) AS retweets,
     min(t.posted_at.epochMillis - o.posted_at.epochMillis) AS fastest,
     min(t.posted_at) AS first_at,
     max(t.posted_at) AS last_at
RETURN coalesce(a.screen_name, a.display_name, a.alias) AS account,
       a.user_id AS user_id,
       coalesce(b.screen_name, b.display_name, b.alias) AS other,
       b.user_id AS other_user_id,
       retweets,
       fastest / 1000.0 AS fastest_s,
       first_at,
       last_at
ORDER BY retweets DESC, fastest, user_id, other_user_id
LIMIT $limit
