// Most amplified outside accounts, drawn
// shows: the outside accounts, and of each the five that retweeted it most
MATCH (o:Outsider)<-[r:RETWEETED]-(:Account)
WHERE $campaign IS NULL OR $campaign IN r.campaigns
WITH o, sum(r.times) AS retweets
ORDER BY retweets DESC, o.user_id
LIMIT $limit
CALL (o) {
  MATCH (o)<-[r:RETWEETED]-(a:Account)
  WHERE $campaign IS NULL OR $campaign IN r.campaigns
  RETURN r, a
  ORDER BY r.times DESC, a.user_id
  LIMIT 5
}
RETURN o, r, a
ORDER BY retweets DESC, o.user_id, r.times DESC, a.user_id
