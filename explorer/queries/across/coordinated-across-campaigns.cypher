// Coordinated across campaigns
// question: Which accounts of different releases acted alike within seconds?
// parameters:
//   run: text, key of a run of `ioscope detect`; all runs when null
//   limit: integer, rows at most
// columns:
//   account: text, handle, else display name, else pseudonym
//   user_id: text, its id, or its hash
//   campaigns: list, keys of the releases that list it
//   other: text, the same of the other account
//   other_user_id: text, its id, or its hash
//   other_campaigns: list, keys of the releases that list it
//   action: text, what both did
//   support: integer, the weight that is tested
//   q_value: float, error rate among edges at least as surprising, under the run's null
//   robust: boolean, yes when flagged under every null that applies
//   run: text, key of the run
// caveats:
//   - Only pairs that no release lists together; one account may stand in several releases.
//   - Hashed and plain ids of one account are two accounts: a tie between them may be one person's.
//   - Co-action, not intent.
// scan: Account: every pair is looked at, each is one relationship
:param run => null;
:param limit => 20;
MATCH (a:Account)-[r:COORDINATED]->(b:Account)
WHERE ($run IS NULL OR r.run = $run) AND NOT EXISTS { (a)-[:MEMBER_OF]->(:Campaign)<-[:MEMBER_OF]-(b) }
WITH a, r, b
ORDER BY r.support DESC, r.q_value, a.user_id, b.user_id, r.action, r.run
LIMIT $limit
RETURN coalesce(a.screen_name, a.display_name, a.alias) AS account,
       a.user_id AS user_id,
       COLLECT { MATCH (a)-[:MEMBER_OF]->(c:Campaign) RETURN c.key ORDER BY c.key } AS campaigns,
       coalesce(b.screen_name, b.display_name, b.alias) AS other,
       b.user_id AS other_user_id,
       COLLECT { MATCH (b)-[:MEMBER_OF]->(c:Campaign) RETURN c.key ORDER BY c.key } AS other_campaigns,
       r.action AS action,
       r.support AS support,
       r.q_value AS q_value,
       r.robust AS robust,
       r.run AS run
ORDER BY support DESC, q_value, user_id, other_user_id, action, run
