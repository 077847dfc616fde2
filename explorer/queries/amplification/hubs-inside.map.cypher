// Hubs inside, drawn
// shows: the listed accounts that listed accounts retweeted most, and of each the five that did it most
MATCH (:Campaign)<-[:MEMBER_OF]-(b:Account)
WITH DISTINCT b
MATCH (b)<-[r:RETWEETED]-(a:Account)
WHERE a <> b AND a:Archived AND ($campaign IS NULL OR $campaign IN r.campaigns)
WITH b, sum(r.times) AS retweets
ORDER BY retweets DESC, b.user_id
LIMIT $limit
CALL (b) {
  MATCH (b)<-[r:RETWEETED]-(a:Account)
  WHERE a <> b AND a:Archived AND ($campaign IS NULL OR $campaign IN r.campaigns)
  RETURN r, a
  ORDER BY r.times DESC, a.user_id
  LIMIT 5
}
RETURN b, r, a
ORDER BY retweets DESC, b.user_id, r.times DESC, a.user_id
