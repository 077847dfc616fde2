// Evidence for one pair
// question: Why are these two accounts tied: which tweets of theirs were close, on what, and who was first?
// parameters:
//   account: text, user id, handle (with or without @) or pseudonym of one of the two; any account when null
//   other: text, user id of the other; the account's strongest edge when null
//   action: text, what both did (retweet, tweet, link, ...); all actions when null
// columns:
//   action: text, what both did
//   object: text, on what: id of the tweet, text, address, tag or account, long ones cut
//   first: text, who was first: handle, else display name, else pseudonym; absent when at the same moment
//   delay_s: float, delay in seconds
//   account: text, the account of the smaller id: handle, else display name, else pseudonym
//   tweet_id: text, its tweet
//   posted_at: text, when, UTC
//   text: text, what it says
//   other: text, the same of the other account
//   other_tweet_id: text, its tweet
//   other_posted_at: text, when, UTC
//   other_text: text, what it says
//   run: text, key of the run
// caveats:
//   - The strongest pairs only, at most 4 kB an edge: the lake has more of them.
//   - It shows that they acted alike, not why.
// scan: Account: only when no account is named, to rank the pairs; each is one relationship
:param account => null;
:param other => null;
:param action => null;
CALL () {
  MATCH (a:Account)-[r:COORDINATED]-(b:Account)
  WHERE (a.user_id = $account
         OR a.alias = $account
         OR a.screen_name = CASE WHEN $account STARTS WITH '@' THEN substring($account, 1) ELSE $account END)
    AND ($other IS NULL OR b.user_id = $other)
    AND ($action IS NULL OR r.action = $action)
  RETURN r
  UNION
  WITH $account AS asked, $other AS other, $action AS action
  WHERE asked IS NULL
  MATCH (:Account)-[r:COORDINATED]->(b:Account)
  WHERE (other IS NULL OR b.user_id = other) AND (action IS NULL OR r.action = action)
  RETURN r
}
WITH r
WHERE r.evidence IS NOT NULL
WITH r
ORDER BY r.support DESC, r.q_value, startNode(r).user_id, endNode(r).user_id, r.action, r.run
WITH collect(r) AS edges
UNWIND CASE WHEN $other IS NULL THEN edges[..1] ELSE edges END AS r
UNWIND range(1, size(split(r.evidence, '{"tweet_u":"')) - 1) AS place
WITH r, place, split(r.evidence, '{"tweet_u":"')[place] AS item
WITH r, place, split(item, '"') AS parts, split(item, ',"object":"')[1] AS named
WITH r,
     place,
     parts[0] AS tweet_id,
     parts[4] AS other_tweet_id,
     parts[8] AS posted_at,
     parts[12] AS other_posted_at,
     toFloat(split(substring(parts[15], 1), ',')[0]) AS delay_s,
     replace(replace(left(named, size(named) - 3), '\\"', '"'), '\\\\', '\\') AS object,
     startNode(r) AS a,
     endNode(r) AS b
OPTIONAL MATCH (t:Tweet {tweet_id: toInteger(tweet_id)})
OPTIONAL MATCH (s:Tweet {tweet_id: toInteger(other_tweet_id)})
WITH *,
     coalesce(a.screen_name, a.display_name, a.alias) AS account,
     coalesce(b.screen_name, b.display_name, b.alias) AS other
RETURN r.action AS action,
       object,
       CASE WHEN delay_s > 0 THEN account WHEN delay_s < 0 THEN other END AS first,
       abs(delay_s) AS delay_s,
       account,
       tweet_id,
       posted_at,
       t.text AS text,
       other,
       other_tweet_id,
       other_posted_at,
       s.text AS other_text,
       r.run AS run
ORDER BY action, run, account, other, place
