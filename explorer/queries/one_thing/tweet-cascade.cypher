// One tweet and its cascade
// question: Who passed this tweet on or answered it, in which order, and how fast?
// parameters:
//   tweet: text, id of the tweet; the one retweeted most when null
//   limit: integer, rows at most
// columns:
//   tweet_id: text, id of the tweet
//   place: integer, 1 for the first that followed
//   act: text, retweet, quote or reply
//   account: text, handle, else display name, else pseudonym
//   user_id: text, its id, or its hash
//   at: time, when it followed
//   delay_s: float, seconds after the tweet; absent when its time is not known
//   by_tweet_id: text, id of the tweet that followed
// caveats:
//   - Only listed accounts: what the public did with the tweet is not in the archive.
// scan: Archived, Tweet: only when no tweet is named, to find the one retweeted most
:param tweet => null;
:param limit => 20;
CALL () {
  MATCH (o:Tweet {tweet_id: toInteger($tweet)})
  RETURN o
  UNION
  WITH $tweet AS asked
  WHERE asked IS NULL
  MATCH (t:Tweet)-[:RETWEETS]->(o:Tweet)
  WITH o, count(*) AS times
  ORDER BY times DESC, o.tweet_id
  LIMIT 1
  RETURN o
}
MATCH (o)<-[r:RETWEETS|QUOTES|REPLIES_TO]-(t:Tweet)<-[:POSTED]-(a:Account)
WITH o, t, a, CASE type(r) WHEN 'RETWEETS' THEN 'retweet' WHEN 'QUOTES' THEN 'quote' ELSE 'reply' END AS act
ORDER BY t.posted_at, t.tweet_id, act
WITH o, collect([t, a, act]) AS followed
UNWIND range(1, size(followed)) AS place
WITH o, place, followed[place - 1][0] AS t, followed[place - 1][1] AS a, followed[place - 1][2] AS act
RETURN toString(o.tweet_id) AS tweet_id,
       place,
       act,
       coalesce(a.screen_name, a.display_name, a.alias) AS account,
       a.user_id AS user_id,
       t.posted_at AS at,
       (t.posted_at.epochMillis - o.posted_at.epochMillis) / 1000.0 AS delay_s,
       toString(t.tweet_id) AS by_tweet_id
ORDER BY place
LIMIT $limit
