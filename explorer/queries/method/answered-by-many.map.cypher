// Outside tweets that many answered, drawn
// shows: the tweets, their answers and who wrote them
MATCH (o:Tweet:Stub)<-[:REPLIES_TO]-(t:Tweet)<-[:POSTED]-(a:Account)
WHERE $campaign IS NULL OR $campaign IN t.campaigns
WITH o, count(DISTINCT a) AS accounts, count(*) AS replies
WHERE accounts >= $least
WITH o
ORDER BY accounts DESC, replies DESC, o.tweet_id
LIMIT 3
MATCH (o)<-[r:REPLIES_TO]-(t:Tweet)<-[p:POSTED]-(a:Account)
WHERE $campaign IS NULL OR $campaign IN t.campaigns
RETURN o, r, t, p, a
ORDER BY o.tweet_id, t.tweet_id
LIMIT 100
