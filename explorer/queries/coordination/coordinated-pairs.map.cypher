// Coordinated pairs, drawn
// shows: the strongest ties of accounts that acted alike within seconds
MATCH (a:Account)-[r:COORDINATED]->(b:Account)
WHERE ($action IS NULL OR r.action = $action)
  AND ($run IS NULL OR r.run = $run)
  AND ($campaign IS NULL
       OR (EXISTS { (a)-[:MEMBER_OF]->(:Campaign {key: $campaign})<-[:MEMBER_OF]-(b) }))
RETURN a, r, b
ORDER BY r.support DESC, r.q_value, a.user_id, b.user_id, r.action, r.run
LIMIT $limit
