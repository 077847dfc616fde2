// Coordinated groups
// question: Which groups of accounts acted together, how large are they, what did they do and who is in them?
// parameters:
//   campaign: text, key of a release that lists a member; all groups when null
//   run: text, key of a run of `ioscope detect`; all runs when null
//   limit: integer, rows at most
// columns:
//   group: text, key of the run and number of the group
//   size: integer, accounts in it
//   actions: list, what its accounts did together
//   edges: integer, edges between its accounts
//   first_month: text, first month with a close pair of tweets
//   last_month: text, last month with one
//   campaigns: list, keys of the releases that list its accounts
//   accounts: list, the ten of its accounts with the most edges: handle, else display name, else pseudonym
//   stability: float, how well ten seeds of the method agree, 1 at best (mean adjusted Rand index)
// caveats:
//   - A group is of three accounts and more whose flagged edges are dense; below a stability of 0.9 it is a matter of luck
//     where one group ends.
//   - Co-action, not intent.
// scan: Community, Account, Run: the groups of all runs are listed
:param campaign => null;
:param run => null;
:param limit => 20;
MATCH (c:Community)
WHERE ($run IS NULL OR c.run = $run)
  AND ($campaign IS NULL OR EXISTS { (c)<-[:IN_COMMUNITY]-(:Account)-[:MEMBER_OF]->(:Campaign {key: $campaign}) })
WITH c
ORDER BY c.size DESC, c.key
LIMIT $limit
CALL (c) {
  MATCH (c)<-[:IN_COMMUNITY]-(a:Account)-[r:COORDINATED]->(b:Account)-[:IN_COMMUNITY]->(c)
  WHERE r.run = c.run
  WITH collect(DISTINCT r.action) AS found, count(r) AS edges, min(r.months[0]) AS first_month, max(r.months[-1]) AS last_month
  RETURN edges, first_month, last_month, COLLECT { UNWIND found AS action RETURN action ORDER BY action } AS actions
}
CALL (c) {
  MATCH (c)<-[:IN_COMMUNITY]-(:Account)-[:MEMBER_OF]->(k:Campaign)
  WITH DISTINCT k.key AS key
  ORDER BY key
  RETURN collect(key) AS campaigns
}
CALL (c) {
  MATCH (c)<-[:IN_COMMUNITY]-(a:Account)
  WITH a, count { (a)-[r:COORDINATED]-() WHERE r.run = c.run } AS ties
  ORDER BY ties DESC, a.user_id
  LIMIT 10
  RETURN collect(coalesce(a.screen_name, a.display_name, a.alias)) AS accounts
}
RETURN c.key AS group,
       c.size AS size,
       actions,
       edges,
       first_month,
       last_month,
       campaigns,
       accounts,
       c.stability AS stability
ORDER BY size DESC, group
