// Who mentions whom, drawn
// shows: the pairs in which one account names the other most
MATCH (a:Account)-[r:MENTIONED]->(b:Account)
WHERE ($campaign IS NULL OR $campaign IN r.campaigns) AND a <> b
RETURN a, r, b
ORDER BY r.times DESC, a.user_id, b.user_id
LIMIT $limit
