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
MATCH (c:Client)<-[u:USED]-(a:Account)
WITH c, count(DISTINCT a) AS accounts, sum(u.times) AS tweets, collect(DISTINCT u.campaigns) AS lists
UNWIND lists AS keys
UNWIND keys AS key
WITH DISTINCT c, accounts, tweets, key
ORDER BY key
WITH c, accounts, tweets, collect(key) AS campaigns
WHERE size(campaigns) > 1
RETURN c.name AS client, campaigns, accounts, tweets
ORDER BY tweets, client
LIMIT $limit
