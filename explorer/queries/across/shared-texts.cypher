// Texts of several campaigns
// question: Which texts did different accounts of at least two releases post, word for word, without retweeting?
// parameters:
//   limit: integer, rows at most
// columns:
//   text: text, the text
//   campaigns: list, keys of the releases, sorted
//   accounts: integer, accounts that posted it
//   tweets: integer, their tweets
//   first_at: time, the first of them
//   last_at: time, the last of them
// caveats:
//   - Texts from share buttons and greetings are posted alike by people who have nothing else in common.
//   - Texts of fewer than twelve characters are left out.
:param limit => 20;
MATCH (t:Tweet)
WHERE t.same_text >= 2 AND size(t.text) >= 12
MATCH (a:Account)-[:POSTED]->(t)
WITH t.text AS text, count(DISTINCT a) AS accounts, collect(t) AS found
WHERE accounts > 1
UNWIND found AS t
UNWIND t.campaigns AS key
WITH text, accounts, size(found) AS tweets, key, min(t.posted_at) AS first_at, max(t.posted_at) AS last_at
ORDER BY key
WITH text, accounts, tweets, collect(key) AS campaigns, min(first_at) AS first_at, max(last_at) AS last_at
WHERE size(campaigns) > 1
RETURN text, campaigns, accounts, tweets, first_at, last_at
ORDER BY accounts DESC, tweets DESC, text
LIMIT $limit
