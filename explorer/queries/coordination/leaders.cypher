// Leaders
// question: Which accounts act first when they act together with others, how often and how fast are they followed?
// parameters:
//   campaign: text, key of a release that lists the account; all accounts when null
//   action: text, what both did (retweet, tweet, link, ...); all actions when null
//   run: text, key of a run of `ioscope detect`; all runs when null
//   least: integer, close pairs of tweets that an account needs
//   limit: integer, rows at most
// columns:
//   account: text, handle, else display name, else pseudonym
//   user_id: text, its id, or its hash
//   partners: integer, accounts that it acted together with
//   pairs: integer, close pairs of tweets, of all edges together
//   first: float, share of them in which it acted first, 0 to 1
//   median_delay_s: float, median over its edges of the median delay, in seconds
//   actions: list, what they did
// caveats:
//   - Two tweets of the same millisecond count for the account with the larger id: such ties are rare, but for tables.
//   - First among accounts that are known, within the window: whoever is not in the archive may have been before.
//   - Several runs count the same pairs again: name one with `run`.
// scan: Account: every pair counts for both, each is one relationship
:param campaign => null;
:param action => null;
:param run => null;
:param least => 5;
:param limit => 20;
MATCH (u:Account)-[r:COORDINATED]->(v:Account)
WHERE ($run IS NULL OR r.run = $run) AND ($action IS NULL OR r.action = $action)
UNWIND [{account: u, partner: v, part: r.led_by_first}, {account: v, partner: u, part: 1 - r.led_by_first}] AS side
WITH side.account AS a, side.partner AS b, side.part AS part, r
WITH a,
     count(DISTINCT b) AS partners,
     sum(r.pairs) AS pairs,
     sum(part * r.pairs) AS led,
     percentileCont(r.median_delay_s, 0.5) AS median_delay_s,
     collect(DISTINCT r.action) AS found
WHERE pairs >= $least AND ($campaign IS NULL OR EXISTS { (a)-[:MEMBER_OF]->(:Campaign {key: $campaign}) })
WITH a, partners, pairs, led / pairs AS first, median_delay_s, found
ORDER BY first DESC, pairs DESC, a.user_id
LIMIT $limit
RETURN coalesce(a.screen_name, a.display_name, a.alias) AS account,
       a.user_id AS user_id,
       partners,
       pairs,
       first,
       median_delay_s,
       COLLECT { UNWIND found AS done RETURN done ORDER BY done } AS actions
ORDER BY first DESC, pairs DESC, user_id
