// Shared profile pictures
// question: Which accounts have the same or a like picture in their profile?
// parameters:
//   limit: integer, rows at most
// columns:
//   picture: text, SHA-256 of the picture that the others look like
//   role: text, profile or banner
//   accounts: integer, accounts that have it
//   names: list, up to ten of them, by handle, display name or alias, sorted
//   campaigns: list, keys of the releases that list these accounts, sorted
// caveats:
//   - Many such pictures were taken from people who have nothing to do with it.
//   - Pictures that a service gives to new accounts are shared by many.
// scan: Media: every picture is a start
:param limit => 20;
MATCH (m:Media)<-[h:HAS_PICTURE]-(a:Account)
OPTIONAL MATCH (m)-[:LOOKS_LIKE]->(n:Media)
WITH DISTINCT coalesce(n, m) AS picture, h.role AS role, a
OPTIONAL MATCH (a)-[:MEMBER_OF]->(c:Campaign)
WITH picture, role, a, coalesce(a.screen_name, a.display_name, a.alias) AS name, c.key AS key
ORDER BY name, a.user_id, key
WITH picture, role, count(DISTINCT a) AS accounts, collect(DISTINCT name)[..10] AS names, collect(DISTINCT key) AS keys
WHERE accounts > 1
UNWIND CASE WHEN size(keys) = 0 THEN [null] ELSE keys END AS key
WITH picture, role, accounts, names, key
ORDER BY key
WITH picture, role, accounts, names, collect(key) AS campaigns
RETURN picture.sha256 AS picture, role, accounts, names, campaigns
ORDER BY accounts DESC, picture, role
LIMIT $limit
