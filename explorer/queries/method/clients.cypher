// Clients
// question: With which programs did the accounts tweet?
// parameters:
//   campaign: text, key of a release; all releases when null
//   limit: integer, rows at most
// columns:
//   client: text, name of the program as released
//   tweets: integer, tweets sent with it, retweets included
//   share: float, tweets as a share of all tweets with a client, 0 to 1
//   first_at: time, the first of these tweets
//   last_at: time, the last of them
// caveats:
//   - A program names itself; the name says nothing about who ran it.
// scan: Client: a node for each program, and what each account sent with it
:param campaign => null;
:param limit => 20;
MATCH (c:Client)<-[u:USED]-(:Account)
WHERE $campaign IS NULL OR $campaign IN u.campaigns
WITH c, sum(u.times) AS tweets, min(u.first_at) AS first_at, max(u.last_at) AS last_at
WITH collect({client: c.name, tweets: tweets, first_at: first_at, last_at: last_at}) AS every, sum(tweets) AS total
UNWIND every AS one
RETURN one.client AS client,
       one.tweets AS tweets,
       toFloat(one.tweets) / total AS share,
       one.first_at AS first_at,
       one.last_at AS last_at
ORDER BY tweets DESC, client
LIMIT $limit
