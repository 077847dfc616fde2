// One group, drawn
// shows: the accounts of the group, and the hundred strongest ties between them
CALL () {
  MATCH (c:Community)
  WHERE c.key = $group
  RETURN c
  UNION
  WITH $group AS asked
  WHERE asked IS NULL
  MATCH (c:Community)
  RETURN c
  ORDER BY c.size DESC, c.key
  LIMIT 1
}
MATCH (c)<-[:IN_COMMUNITY]-(a:Account)-[r:COORDINATED]->(b:Account)-[:IN_COMMUNITY]->(c)
WHERE r.run = c.run
RETURN a, r, b
ORDER BY r.support DESC, r.q_value, a.user_id, b.user_id, r.action
LIMIT $each * 10
