// Most reused pictures
// question: Which pictures and clips did most accounts show, counting those that look alike as one?
// parameters:
//   limit: integer, rows at most
// columns:
//   picture: text, SHA-256 of the picture that the others look like
//   kind: text, image, video or animation
//   accounts: integer, accounts whose tweets show it
//   tweets: integer, tweets that show it
//   files: integer, distinct files that were shown
//   campaigns: list, keys of the releases that hold these tweets, sorted
// caveats:
//   - Pictures are in the graph after ioscope load --media only.
//   - Pictures look alike when their hashes do; mirrored and cropped ones mostly do not.
// scan: Media: every picture is a start
:param limit => 20;
MATCH (m:Media)<-[:SHOWS]-(t:Tweet)<-[:POSTED]-(a:Account)
OPTIONAL MATCH (m)-[:LOOKS_LIKE]->(n:Media)
WITH coalesce(n, m) AS picture, m, t, a
WITH picture, count(DISTINCT a) AS accounts, count(DISTINCT t) AS tweets, count(DISTINCT m) AS files,
  collect(DISTINCT t.campaigns) AS lists
WHERE tweets > 1
UNWIND lists AS list
UNWIND list AS key
WITH DISTINCT picture, accounts, tweets, files, key
ORDER BY key
WITH picture, accounts, tweets, files, collect(key) AS campaigns
RETURN picture.sha256 AS picture, picture.kind AS kind, accounts, tweets, files, campaigns
ORDER BY accounts DESC, tweets DESC, picture
LIMIT $limit
