// Shared profile pictures, drawn
// shows: the accounts, and the pictures that several of them have
MATCH (m:Media)<-[:HAS_PICTURE]-(a:Account)
WITH m, count(DISTINCT a) AS accounts
WHERE accounts > 1
WITH m, accounts
ORDER BY accounts DESC, m.sha256
LIMIT $limit
MATCH (m)<-[h:HAS_PICTURE]-(a:Account)
RETURN m, h, a
ORDER BY m.sha256, a.user_id, h.role
LIMIT 300
