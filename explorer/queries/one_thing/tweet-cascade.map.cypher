// One tweet and its cascade, drawn
// shows: the tweet, the tweets that passed it on or answered it, and their authors
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
MATCH (o)<-[r:RETWEETS|QUOTES|REPLIES_TO]-(t:Tweet)<-[p:POSTED]-(a:Account)
RETURN o, r, t, p, a
ORDER BY t.posted_at, t.tweet_id, type(r)
LIMIT $limit
