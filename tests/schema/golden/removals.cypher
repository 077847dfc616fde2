// Campaign
UNWIND $rows AS row
MATCH (n:`Campaign` {`key`: row.key})
DETACH DELETE n;

// Account
UNWIND $rows AS row
MATCH (n:`Account` {`user_id`: row.key})
DETACH DELETE n;

// Tweet
UNWIND $rows AS row
MATCH (n:`Tweet` {`tweet_id`: row.key})
DETACH DELETE n;

// Hashtag
UNWIND $rows AS row
MATCH (n:`Hashtag` {`tag`: row.key})
DETACH DELETE n;

// Url
UNWIND $rows AS row
MATCH (n:`Url` {`url`: row.key})
DETACH DELETE n;

// Domain
UNWIND $rows AS row
MATCH (n:`Domain` {`name`: row.key})
DETACH DELETE n;

// Client
UNWIND $rows AS row
MATCH (n:`Client` {`name`: row.key})
DETACH DELETE n;

// Media
UNWIND $rows AS row
MATCH (n:`Media` {`sha256`: row.key})
DETACH DELETE n;

// Community
UNWIND $rows AS row
MATCH (n:`Community` {`key`: row.key})
DETACH DELETE n;

// Run
UNWIND $rows AS row
MATCH (n:`Run` {`key`: row.key})
DETACH DELETE n;

// MEMBER_OF
UNWIND $rows AS row
MATCH (a:`Account` {`user_id`: row.start})
MATCH (b:`Campaign` {`key`: row.end})
MATCH (a)-[r:`MEMBER_OF`]->(b)
DELETE r;

// POSTED
UNWIND $rows AS row
MATCH (a:`Account` {`user_id`: row.start})
MATCH (b:`Tweet` {`tweet_id`: row.end})
MATCH (a)-[r:`POSTED`]->(b)
DELETE r;

// HAS_PICTURE
UNWIND $rows AS row
MATCH (a:`Account` {`user_id`: row.start})
MATCH (b:`Media` {`sha256`: row.end})
MATCH (a)-[r:`HAS_PICTURE` {`role`: row.identity.`role`}]->(b)
DELETE r;

// RETWEETED
UNWIND $rows AS row
MATCH (a:`Account` {`user_id`: row.start})
MATCH (b:`Account` {`user_id`: row.end})
MATCH (a)-[r:`RETWEETED`]->(b)
DELETE r;

// REPLIED_TO
UNWIND $rows AS row
MATCH (a:`Account` {`user_id`: row.start})
MATCH (b:`Account` {`user_id`: row.end})
MATCH (a)-[r:`REPLIED_TO`]->(b)
DELETE r;

// QUOTED
UNWIND $rows AS row
MATCH (a:`Account` {`user_id`: row.start})
MATCH (b:`Account` {`user_id`: row.end})
MATCH (a)-[r:`QUOTED`]->(b)
DELETE r;

// MENTIONED
UNWIND $rows AS row
MATCH (a:`Account` {`user_id`: row.start})
MATCH (b:`Account` {`user_id`: row.end})
MATCH (a)-[r:`MENTIONED`]->(b)
DELETE r;

// COORDINATED
UNWIND $rows AS row
MATCH (a:`Account` {`user_id`: row.start})
MATCH (b:`Account` {`user_id`: row.end})
MATCH (a)-[r:`COORDINATED` {`action`: row.identity.`action`, `run`: row.identity.`run`}]->(b)
DELETE r;

// IN_COMMUNITY
UNWIND $rows AS row
MATCH (a:`Account` {`user_id`: row.start})
MATCH (b:`Community` {`key`: row.end})
MATCH (a)-[r:`IN_COMMUNITY`]->(b)
DELETE r;

// RETWEETS
UNWIND $rows AS row
MATCH (a:`Tweet` {`tweet_id`: row.start})
MATCH (b:`Tweet` {`tweet_id`: row.end})
MATCH (a)-[r:`RETWEETS`]->(b)
DELETE r;

// REPLIES_TO
UNWIND $rows AS row
MATCH (a:`Tweet` {`tweet_id`: row.start})
MATCH (b:`Tweet` {`tweet_id`: row.end})
MATCH (a)-[r:`REPLIES_TO`]->(b)
DELETE r;

// QUOTES
UNWIND $rows AS row
MATCH (a:`Tweet` {`tweet_id`: row.start})
MATCH (b:`Tweet` {`tweet_id`: row.end})
MATCH (a)-[r:`QUOTES`]->(b)
DELETE r;

// MENTIONS
UNWIND $rows AS row
MATCH (a:`Tweet` {`tweet_id`: row.start})
MATCH (b:`Account` {`user_id`: row.end})
MATCH (a)-[r:`MENTIONS`]->(b)
DELETE r;

// TAGGED
UNWIND $rows AS row
MATCH (a:`Tweet` {`tweet_id`: row.start})
MATCH (b:`Hashtag` {`tag`: row.end})
MATCH (a)-[r:`TAGGED`]->(b)
DELETE r;

// LINKS_TO
UNWIND $rows AS row
MATCH (a:`Tweet` {`tweet_id`: row.start})
MATCH (b:`Url` {`url`: row.end})
MATCH (a)-[r:`LINKS_TO`]->(b)
DELETE r;

// SENT_FROM
UNWIND $rows AS row
MATCH (a:`Tweet` {`tweet_id`: row.start})
MATCH (b:`Client` {`name`: row.end})
MATCH (a)-[r:`SENT_FROM`]->(b)
DELETE r;

// SHOWS
UNWIND $rows AS row
MATCH (a:`Tweet` {`tweet_id`: row.start})
MATCH (b:`Media` {`sha256`: row.end})
MATCH (a)-[r:`SHOWS`]->(b)
DELETE r;

// HOSTED_ON
UNWIND $rows AS row
MATCH (a:`Url` {`url`: row.start})
MATCH (b:`Domain` {`name`: row.end})
MATCH (a)-[r:`HOSTED_ON`]->(b)
DELETE r;

// LOOKS_LIKE
UNWIND $rows AS row
MATCH (a:`Media` {`sha256`: row.start})
MATCH (b:`Media` {`sha256`: row.end})
MATCH (a)-[r:`LOOKS_LIKE`]->(b)
DELETE r;
