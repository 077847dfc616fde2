// The same text from several accounts
// question: Which texts did several accounts post, word for word, without retweeting?
// parameters:
//   campaign: text, key of a release; all releases when null
//   least: integer, accounts that a text needs, two or more
//   limit: integer, rows at most
// columns:
//   text: text, the text
//   accounts: integer, accounts that posted it
//   tweets: integer, their tweets
//   first_at: time, the first of them
//   last_at: time, the last of them
// caveats:
//   - Texts from share buttons and greetings are posted alike by people who have nothing else in common.
//   - Texts of fewer than twelve characters are left out.
:param campaign => null;
:param least => 2;
:param limit => 20;
MATCH (t:Tweet)
WHERE t.same_text >= 2 AND t.same_text >= $least
  AND size(t.text) >= 12 AND ($campaign IS NULL OR $campaign IN t.campaigns)
MATCH (a:Account)-[:POSTED]->(t)
WITH t.text AS text,
     count(DISTINCT a) AS accounts,
     count(*) AS tweets,
     min(t.posted_at) AS first_at,
     max(t.posted_at) AS last_at
WHERE accounts >= $least
RETURN text, accounts, tweets, first_at, last_at
ORDER BY accounts DESC, tweets DESC, text
LIMIT $limit
