// First to show a picture
// question: Who showed each of the most shown pictures first, and how long before the next account?
// parameters:
//   limit: integer, rows at most
// columns:
//   picture: text, SHA-256 of the picture that the others look like
//   accounts: integer, accounts whose tweets show it
//   name: text, handle, display name or alias of the first
//   user_id: text, id of the first
//   tweet_id: text, its tweet
//   first_at: time, when, UTC
//   hours_to_next: float, hours until another account showed it
// caveats:
//   - First among the tweets that were released: others may have shown it before.
// scan: Media: every picture is a start
:param limit => 20;
MATCH (m:Media)<-[:SHOWS]-(t:Tweet)<-[:POSTED]-(a:Account)
WHERE t.posted_at IS NOT NULL
OPTIONAL MATCH (m)-[:LOOKS_LIKE]->(n:Media)
WITH coalesce(n, m) AS picture, t, a
ORDER BY t.posted_at, t.tweet_id
WITH picture, collect(t) AS tweets, collect(a) AS authors, count(DISTINCT a) AS accounts
WHERE accounts > 1
WITH picture, accounts, tweets[0] AS first, authors[0] AS author,
  [i IN range(0, size(tweets) - 1) WHERE authors[i] <> authors[0] | tweets[i]][0] AS next
RETURN picture.sha256 AS picture, accounts,
  coalesce(author.screen_name, author.display_name, author.alias) AS name, author.user_id AS user_id,
  toString(first.tweet_id) AS tweet_id, first.posted_at AS first_at,
  (next.posted_at.epochMillis - first.posted_at.epochMillis) / 3600000.0 AS hours_to_next
ORDER BY accounts DESC, first_at, picture
LIMIT $limit
