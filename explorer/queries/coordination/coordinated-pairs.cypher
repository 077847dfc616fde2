// Coordinated pairs
// question: Which two accounts acted alike within seconds most often, and how surprising is that?
// parameters:
//   campaign: text, key of a release that lists both; all pairs when null
//   action: text, what both did (retweet, tweet, link, ...); all actions when null
//   run: text, key of a run of `ioscope detect`; all runs when null
//   limit: integer, rows at most
// columns:
//   account: text, handle, else display name, else pseudonym
//   user_id: text, its id, or its hash
//   other: text, the same of the other account
//   other_user_id: text, its id, or its hash
//   action: text, what both did
//   support: integer, the weight that is tested: times both did it, repeats and bursts counted once
//   expected: float, how many close pairs the null expects
//   q_value: float, error rate among edges at least as surprising, under the run's null
//   robust: boolean, yes when flagged under every null that applies
//   median_delay_s: float, median delay between the two, in seconds
//   run: text, key of the run
// caveats:
//   - Co-action, not intent: accounts that follow the same source independently are found, too.
//   - The two stand in the order of their ids; who acts first is another question: leaders.
//   - The graph holds the flagged edges of each run, or all with `ioscope detect --keep all`.
// scan: Account: every pair is ranked, each is one relationship
:param campaign => null;
:param action => null;
:param run => null;
:param limit => 20;
MATCH (a:Account)-[r:COORDINATED]->(b:Account)
WHERE ($action IS NULL OR r.action = $action)
  AND ($run IS NULL OR r.run = $run)
  AND ($campaign IS NULL
       OR (EXISTS { (a)-[:MEMBER_OF]->(:Campaign {key: $campaign})<-[:MEMBER_OF]-(b) }))
WITH a, r, b
ORDER BY r.support DESC, r.q_value, a.user_id, b.user_id, r.action, r.run
LIMIT $limit
RETURN coalesce(a.screen_name, a.display_name, a.alias) AS account,
       a.user_id AS user_id,
       coalesce(b.screen_name, b.display_name, b.alias) AS other,
       b.user_id AS other_user_id,
       r.action AS action,
       r.support AS support,
       r.expected AS expected,
       r.q_value AS q_value,
       r.robust AS robust,
       r.median_delay_s AS median_delay_s,
       r.run AS run
ORDER BY support DESC, q_value, user_id, other_user_id, action, run
