// Clients of few campaigns
// question: Which programs did accounts of at least two releases use, the rarest first?
// parameters:
//   limit: integer, rows at most
// columns:
//   client: text, name of the program as released
//   campaigns: list, keys of the releases, sorted
//   accounts: integer, listed accounts that used it
//   tweets: integer, tweets sent with it
// caveats:
//   - A program names itself; anybody can give one the name of another.
// scan: Client: every program is a start
:param limit => 20;
MATCH (c:Client)<-[:SENT_FROM]-(t:Tweet:Archived)
UNWIND t.campaigns AS key
WITH DISTINCT c, key
ORDER BY key
WITH c, collect(key) AS campaigns
WHERE size(campaigns) > 1
CALL (c) {
  MATCH (c)<-[:SENT_FROM]-(t:Tweet:Archived)<-[:POSTED]-(a:Account)
  RETURN count(DISTINCT a) AS accounts, count(*) AS tweets
}
RETURN c.name AS client, campaigns, accounts, tweets
ORDER BY tweets, client
LIMIT $limit
