// What a group pushed
// question: Which hashtags, sites and accounts did the members of one group push, and how many of them did?
// parameters:
//   group: text, key of the group (see coordinated-groups); the largest group when null
//   each: integer, rows at most of each kind
// columns:
//   kind: text, hashtag, domain or account (retweeted)
//   pushed: text, the tag, the domain, or the account's handle, else display name, else pseudonym
//   accounts: integer, members that did
//   tweets: integer, their tweets
//   first_at: time, the first of them
//   last_at: time, the last of them
//   group: text, key of the group
// caveats:
//   - All tweets of the members count, also those that nobody else of the group was close to.
//   - Sites are those of links; shorteners hide where they lead.
// scan: Community: only when no group is named, to find the largest
:param group => null;
:param each => 10;
CALL () {
  MATCH (c:Community)
  WHERE c.key = $group
  RETURN c
  UNION
  WITH $group AS asked
  WHERE asked IS NULL
  MATCH (c:Community)
  RETURN c
  ORDER BY c.size DESC, c.key
  LIMIT 1
}
CALL (c) {
  MATCH (c)<-[:IN_COMMUNITY]-(a:Account)-[:POSTED]->(t:Archived)-[:TAGGED]->(h:Hashtag)
  WITH h.tag AS key, coalesce(h.name, h.tag) AS pushed, a, t
  WITH key, pushed, count(DISTINCT a) AS accounts, count(DISTINCT t) AS tweets, min(t.posted_at) AS first_at, max(t.posted_at) AS last_at
  ORDER BY accounts DESC, tweets DESC, key
  LIMIT $each
  RETURN 'hashtag' AS kind, key, pushed, accounts, tweets, first_at, last_at
  UNION ALL
  MATCH (c)<-[:IN_COMMUNITY]-(a:Account)-[:POSTED]->(t:Archived)-[:LINKS_TO]->(:Url)-[:HOSTED_ON]->(d:Domain)
  WITH d.name AS key, d.name AS pushed, a, t
  WITH key, pushed, count(DISTINCT a) AS accounts, count(DISTINCT t) AS tweets, min(t.posted_at) AS first_at, max(t.posted_at) AS last_at
  ORDER BY accounts DESC, tweets DESC, key
  LIMIT $each
  RETURN 'domain' AS kind, key, pushed, accounts, tweets, first_at, last_at
  UNION ALL
  MATCH (c)<-[:IN_COMMUNITY]-(a:Account)-[r:RETWEETED]->(b:Account)
  WHERE a <> b
  WITH b.user_id AS key,
       coalesce(b.screen_name, b.display_name, b.alias) AS pushed,
       count(a) AS accounts,
       sum(r.times) AS tweets,
       min(r.first_at) AS first_at,
       max(r.last_at) AS last_at
  ORDER BY accounts DESC, tweets DESC, key
  LIMIT $each
  RETURN 'account' AS kind, key, pushed, accounts, tweets, first_at, last_at
}
RETURN kind,
       pushed,
       accounts,
       tweets,
       first_at,
       last_at,
       c.key AS group
ORDER BY kind DESC, accounts DESC, tweets DESC, key
