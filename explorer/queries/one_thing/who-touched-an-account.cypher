// Who touched one account
// question: Which listed accounts retweeted, quoted, answered or named this account, and how often?
// parameters:
//   account: text, user id, handle (with or without @) or pseudonym; when null the outsider retweeted by the most
//     accounts
//   limit: integer, rows at most
// columns:
//   target: text, the account that was asked for: handle, else display name, else pseudonym
//   account: text, who touched it: handle, else display name, else pseudonym
//   user_id: text, its id, or its hash
//   retweets: integer, retweets of its tweets
//   quotes: integer, quotes of its tweets
//   replies: integer, replies to it
//   mentions: integer, tweets that name it in the account's own words
//   first_at: time, the first of them
//   last_at: time, the last of them
// caveats:
//   - Being touched says nothing about the account itself; many are bystanders.
// scan: Outsider: only when no account is named
:param account => null;
:param limit => 20;
CALL () {
  MATCH (b:Account)
  WHERE b.user_id = $account
     OR b.alias = $account
     OR b.screen_name = CASE WHEN $account STARTS WITH '@' THEN substring($account, 1) ELSE $account END
  RETURN b
  UNION
  WITH $account AS asked
  WHERE asked IS NULL
  MATCH (b:Outsider)
  RETURN b
  ORDER BY count { (b)<-[:RETWEETED]-() } DESC, b.user_id
  LIMIT 1
}
MATCH (b)<-[r:RETWEETED|QUOTED|REPLIED_TO|MENTIONED]-(a:Account)
WHERE a <> b
WITH b,
     a,
     sum(CASE type(r) WHEN 'RETWEETED' THEN r.times ELSE 0 END) AS retweets,
     sum(CASE type(r) WHEN 'QUOTED' THEN r.times ELSE 0 END) AS quotes,
     sum(CASE type(r) WHEN 'REPLIED_TO' THEN r.times ELSE 0 END) AS replies,
     sum(CASE type(r) WHEN 'MENTIONED' THEN r.times ELSE 0 END) AS mentions,
     min(r.first_at) AS first_at,
     max(r.last_at) AS last_at
RETURN coalesce(b.screen_name, b.display_name, b.alias) AS target,
       coalesce(a.screen_name, a.display_name, a.alias) AS account,
       a.user_id AS user_id,
       retweets,
       quotes,
       replies,
       mentions,
       first_at,
       last_at
ORDER BY retweets + quotes + replies + mentions DESC, user_id, b.user_id
LIMIT $limit
