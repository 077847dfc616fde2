// Outsiders touched by several campaigns, drawn
// shows: the outside accounts, and of each release three accounts that touched it
MATCH (o:Outsider)<-[r:RETWEETED|QUOTED|REPLIED_TO|MENTIONED]-(:Account)
UNWIND r.campaigns AS campaign
WITH o, collect(DISTINCT campaign) AS touching, count(*) AS ties
WHERE size(touching) > 1
WITH o, touching, ties
ORDER BY size(touching) DESC, ties DESC, o.user_id
LIMIT $limit
UNWIND touching AS key
CALL (o, key) {
  MATCH (o)<-[r:RETWEETED|QUOTED|REPLIED_TO|MENTIONED]-(a:Account)-[m:MEMBER_OF]->(c:Campaign)
  WHERE c.key = key AND key IN r.campaigns
  RETURN r, a, m, c
  ORDER BY r.times DESC, a.user_id, type(r)
  LIMIT 3
}
RETURN o, r, a, m, c
ORDER BY o.user_id, key, r.times DESC, a.user_id, type(r)
