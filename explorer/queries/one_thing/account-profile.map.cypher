// One account, drawn
// shows: the account, its releases, and whom it retweeted, quoted, answered or named most
CALL () {
  MATCH (a:Account)
  WHERE a.user_id = $account
     OR a.alias = $account
     OR a.screen_name = CASE WHEN $account STARTS WITH '@' THEN substring($account, 1) ELSE $account END
  RETURN a
  UNION
  WITH $account AS asked
  WHERE asked IS NULL
  MATCH (:Campaign)<-[:MEMBER_OF]-(a:Account)
  RETURN a
  ORDER BY count { (a)-[:POSTED]->() } DESC, a.user_id
  LIMIT 1
}
MATCH (a)-[r:MEMBER_OF|RETWEETED|QUOTED|REPLIED_TO|MENTIONED]->(other)
RETURN a, r, other
ORDER BY type(r), r.times DESC, coalesce(other.user_id, other.key)
LIMIT 60
