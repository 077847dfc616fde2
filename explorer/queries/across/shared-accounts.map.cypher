// Accounts of several campaigns, drawn
// shows: the accounts, and the releases that list them
MATCH (:Campaign)<-[:MEMBER_OF]-(a:Account)
WITH a, count(*) AS releases
WHERE releases > 1
WITH a
ORDER BY a.user_id
LIMIT $limit
MATCH (a)-[m:MEMBER_OF]->(c:Campaign)
RETURN a, m, c
ORDER BY a.user_id, c.key
