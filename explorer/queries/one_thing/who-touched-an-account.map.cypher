// Who touched one account, drawn
// shows: the account, and those that retweeted, quoted, answered or named it most
CALL () {
  MATCH (b:Account)
  WHERE b.user_id = $account
     OR b.alias = $account
     OR b.screen_name = CASE WHEN $account STARTS WITH '@' THEN substring($account, 1) ELSE $account END
  RETURN b
  UNION
  WITH $account AS asked
  WHERE asked IS NULL
  MATCH (b:Outsider)
  RETURN b
  ORDER BY count { (b)<-[:RETWEETED]-() } DESC, b.user_id
  LIMIT 1
}
MATCH (b)<-[r:RETWEETED|QUOTED|REPLIED_TO|MENTIONED]-(a:Account)
WHERE a <> b
RETURN b, r, a
ORDER BY r.times DESC, a.user_id, type(r)
LIMIT $limit
