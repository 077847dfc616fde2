// Campaign
UNWIND $rows AS row
MERGE (n:`Campaign` {`key`: row.key})
SET n += row.properties;

// Account Archived
UNWIND $rows AS row
MERGE (n:`Account` {`user_id`: row.key})
SET n += row.properties
SET n:`Archived`
REMOVE n:`Outsider`;

// Account Outsider
UNWIND $rows AS row
MERGE (n:`Account` {`user_id`: row.key})
SET n += row.properties
SET n:`Outsider`
REMOVE n:`Archived`;

// Tweet Archived
UNWIND $rows AS row
MERGE (n:`Tweet` {`tweet_id`: row.key})
SET n += row.properties
SET n.`posted_at` = CASE WHEN row.moments.`posted_at` IS NOT NULL THEN datetime({epochMillis: row.moments.`posted_at`}) END
SET n:`Archived`
REMOVE n:`Stub`;

// Tweet Stub
UNWIND $rows AS row
MERGE (n:`Tweet` {`tweet_id`: row.key})
SET n += row.properties
SET n.`posted_at` = CASE WHEN row.moments.`posted_at` IS NOT NULL THEN datetime({epochMillis: row.moments.`posted_at`}) END
SET n:`Stub`
REMOVE n:`Archived`;

// Hashtag
UNWIND $rows AS row
MERGE (n:`Hashtag` {`tag`: row.key})
SET n += row.properties;

// Url
UNWIND $rows AS row
MERGE (n:`Url` {`url`: row.key})
SET n += row.properties;

// Domain
UNWIND $rows AS row
MERGE (n:`Domain` {`name`: row.key})
SET n += row.properties;

// Client
UNWIND $rows AS row
MERGE (n:`Client` {`name`: row.key})
SET n += row.properties;

// Media
UNWIND $rows AS row
MERGE (n:`Media` {`sha256`: row.key})
SET n += row.properties;

// Community
UNWIND $rows AS row
MERGE (n:`Community` {`key`: row.key})
SET n += row.properties;

// Run
UNWIND $rows AS row
MERGE (n:`Run` {`key`: row.key})
SET n += row.properties;

// MEMBER_OF
UNWIND $rows AS row
MATCH (a:`Account` {`user_id`: row.start})
MATCH (b:`Campaign` {`key`: row.end})
MERGE (a)-[r:`MEMBER_OF`]->(b)
SET r += row.properties;

// POSTED
UNWIND $rows AS row
MATCH (a:`Account` {`user_id`: row.start})
MATCH (b:`Tweet` {`tweet_id`: row.end})
MERGE (a)-[r:`POSTED`]->(b)
SET r += row.properties;

// HAS_PICTURE
UNWIND $rows AS row
MATCH (a:`Account` {`user_id`: row.start})
MATCH (b:`Media` {`sha256`: row.end})
MERGE (a)-[r:`HAS_PICTURE` {`role`: row.identity.`role`}]->(b)
SET r += row.properties;

// RETWEETED
UNWIND $rows AS row
MATCH (a:`Account` {`user_id`: row.start})
MATCH (b:`Account` {`user_id`: row.end})
MERGE (a)-[r:`RETWEETED`]->(b)
SET r += row.properties
SET r.`first_at` = CASE WHEN row.moments.`first_at` IS NOT NULL THEN datetime({epochMillis: row.moments.`first_at`}) END
SET r.`last_at` = CASE WHEN row.moments.`last_at` IS NOT NULL THEN datetime({epochMillis: row.moments.`last_at`}) END;

// REPLIED_TO
UNWIND $rows AS row
MATCH (a:`Account` {`user_id`: row.start})
MATCH (b:`Account` {`user_id`: row.end})
MERGE (a)-[r:`REPLIED_TO`]->(b)
SET r += row.properties
SET r.`first_at` = CASE WHEN row.moments.`first_at` IS NOT NULL THEN datetime({epochMillis: row.moments.`first_at`}) END
SET r.`last_at` = CASE WHEN row.moments.`last_at` IS NOT NULL THEN datetime({epochMillis: row.moments.`last_at`}) END;

// QUOTED
UNWIND $rows AS row
MATCH (a:`Account` {`user_id`: row.start})
MATCH (b:`Account` {`user_id`: row.end})
MERGE (a)-[r:`QUOTED`]->(b)
SET r += row.properties
SET r.`first_at` = CASE WHEN row.moments.`first_at` IS NOT NULL THEN datetime({epochMillis: row.moments.`first_at`}) END
SET r.`last_at` = CASE WHEN row.moments.`last_at` IS NOT NULL THEN datetime({epochMillis: row.moments.`last_at`}) END;

// MENTIONED
UNWIND $rows AS row
MATCH (a:`Account` {`user_id`: row.start})
MATCH (b:`Account` {`user_id`: row.end})
MERGE (a)-[r:`MENTIONED`]->(b)
SET r += row.properties
SET r.`first_at` = CASE WHEN row.moments.`first_at` IS NOT NULL THEN datetime({epochMillis: row.moments.`first_at`}) END
SET r.`last_at` = CASE WHEN row.moments.`last_at` IS NOT NULL THEN datetime({epochMillis: row.moments.`last_at`}) END;

// COORDINATED
UNWIND $rows AS row
MATCH (a:`Account` {`user_id`: row.start})
MATCH (b:`Account` {`user_id`: row.end})
MERGE (a)-[r:`COORDINATED` {`action`: row.identity.`action`, `run`: row.identity.`run`}]->(b)
SET r += row.properties;

// IN_COMMUNITY
UNWIND $rows AS row
MATCH (a:`Account` {`user_id`: row.start})
MATCH (b:`Community` {`key`: row.end})
MERGE (a)-[r:`IN_COMMUNITY`]->(b);

// RETWEETS
UNWIND $rows AS row
MATCH (a:`Tweet` {`tweet_id`: row.start})
MATCH (b:`Tweet` {`tweet_id`: row.end})
MERGE (a)-[r:`RETWEETS`]->(b);

// REPLIES_TO
UNWIND $rows AS row
MATCH (a:`Tweet` {`tweet_id`: row.start})
MATCH (b:`Tweet` {`tweet_id`: row.end})
MERGE (a)-[r:`REPLIES_TO`]->(b);

// QUOTES
UNWIND $rows AS row
MATCH (a:`Tweet` {`tweet_id`: row.start})
MATCH (b:`Tweet` {`tweet_id`: row.end})
MERGE (a)-[r:`QUOTES`]->(b);

// MENTIONS
UNWIND $rows AS row
MATCH (a:`Tweet` {`tweet_id`: row.start})
MATCH (b:`Account` {`user_id`: row.end})
MERGE (a)-[r:`MENTIONS`]->(b);

// TAGGED
UNWIND $rows AS row
MATCH (a:`Tweet` {`tweet_id`: row.start})
MATCH (b:`Hashtag` {`tag`: row.end})
MERGE (a)-[r:`TAGGED`]->(b);

// LINKS_TO
UNWIND $rows AS row
MATCH (a:`Tweet` {`tweet_id`: row.start})
MATCH (b:`Url` {`url`: row.end})
MERGE (a)-[r:`LINKS_TO`]->(b);

// SENT_FROM
UNWIND $rows AS row
MATCH (a:`Tweet` {`tweet_id`: row.start})
MATCH (b:`Client` {`name`: row.end})
MERGE (a)-[r:`SENT_FROM`]->(b);

// SHOWS
UNWIND $rows AS row
MATCH (a:`Tweet` {`tweet_id`: row.start})
MATCH (b:`Media` {`sha256`: row.end})
MERGE (a)-[r:`SHOWS`]->(b);

// HOSTED_ON
UNWIND $rows AS row
MATCH (a:`Url` {`url`: row.start})
MATCH (b:`Domain` {`name`: row.end})
MERGE (a)-[r:`HOSTED_ON`]->(b);

// LOOKS_LIKE
UNWIND $rows AS row
MATCH (a:`Media` {`sha256`: row.start})
MATCH (b:`Media` {`sha256`: row.end})
MERGE (a)-[r:`LOOKS_LIKE`]->(b)
SET r += row.properties;
