// Campaign
UNWIND $rows AS row
MERGE (n:`Campaign` {`key`: row[0]})
WITH n, row
CALL (n, row) {
  WITH n, row WHERE NOT coalesce(n.`title` = row[1], n.`title` IS NULL AND row[1] IS NULL)
    OR NOT coalesce(n.`attributed_to` = row[2], n.`attributed_to` IS NULL AND row[2] IS NULL)
    OR NOT coalesce(n.`released_on` = row[3], n.`released_on` IS NULL AND row[3] IS NULL)
    OR NOT coalesce(n.`time_zone` = row[4], n.`time_zone` IS NULL AND row[4] IS NULL)
    OR NOT coalesce(n.`expected_accounts` = row[5], n.`expected_accounts` IS NULL AND row[5] IS NULL)
    OR NOT coalesce(n.`expected_tweets` = row[6], n.`expected_tweets` IS NULL AND row[6] IS NULL)
    OR NOT coalesce(n.`synthetic` = row[7], n.`synthetic` IS NULL AND row[7] IS NULL)
    OR NOT coalesce(n.`files` = row[8], n.`files` IS NULL AND row[8] IS NULL)
    OR NOT coalesce(n.`digest` = row[9], n.`digest` IS NULL AND row[9] IS NULL)
    OR NOT coalesce(n.`model` = row[10], n.`model` IS NULL AND row[10] IS NULL)
    OR NOT coalesce(n.`state` = row[11], n.`state` IS NULL AND row[11] IS NULL)
  SET n.`title` = row[1], n.`attributed_to` = row[2], n.`released_on` = row[3], n.`time_zone` = row[4], n.`expected_accounts` = row[5], n.`expected_tweets` = row[6], n.`synthetic` = row[7], n.`files` = row[8], n.`digest` = row[9], n.`model` = row[10], n.`state` = row[11]
};

// Account Archived
UNWIND $rows AS row
MERGE (n:`Account` {`user_id`: row[0]})
WITH n, row
CALL (n, row) {
  WITH n, row WHERE NOT coalesce(n.`screen_name` = row[1], n.`screen_name` IS NULL AND row[1] IS NULL)
    OR NOT coalesce(n.`also_known_as` = row[2], n.`also_known_as` IS NULL AND row[2] IS NULL)
    OR NOT coalesce(n.`display_name` = row[3], n.`display_name` IS NULL AND row[3] IS NULL)
    OR NOT coalesce(n.`alias` = row[4], n.`alias` IS NULL AND row[4] IS NULL)
    OR NOT coalesce(n.`hashed` = row[5], n.`hashed` IS NULL AND row[5] IS NULL)
    OR NOT coalesce(n.`followers` = row[6], n.`followers` IS NULL AND row[6] IS NULL)
    OR NOT coalesce(n.`following` = row[7], n.`following` IS NULL AND row[7] IS NULL)
    OR NOT coalesce(n.`created_on` = row[8], n.`created_on` IS NULL AND row[8] IS NULL)
    OR NOT coalesce(n.`language` = row[9], n.`language` IS NULL AND row[9] IS NULL)
    OR NOT coalesce(n.`location` = row[10], n.`location` IS NULL AND row[10] IS NULL)
    OR NOT coalesce(n.`description` = row[11], n.`description` IS NULL AND row[11] IS NULL)
    OR NOT coalesce(n.`profile_url` = row[12], n.`profile_url` IS NULL AND row[12] IS NULL)
    OR NOT n:`Archived`
    OR n:`Outsider`
  SET n.`screen_name` = row[1], n.`also_known_as` = row[2], n.`display_name` = row[3], n.`alias` = row[4], n.`hashed` = row[5], n.`followers` = row[6], n.`following` = row[7], n.`created_on` = row[8], n.`language` = row[9], n.`location` = row[10], n.`description` = row[11], n.`profile_url` = row[12]
  SET n:`Archived`
  REMOVE n:`Outsider`
}
CALL (n, row) {
  UNWIND range(0, coalesce(size(row[13]), 0) - 1) AS i
  MATCH (o:`Campaign` {`key`: row[13][i]})
  MERGE (n)-[r:`MEMBER_OF`]->(o)
  WITH r, row, i WHERE NOT coalesce(r.`screen_name` = row[14][i], r.`screen_name` IS NULL AND row[14][i] IS NULL)
    OR NOT coalesce(r.`display_name` = row[15][i], r.`display_name` IS NULL AND row[15][i] IS NULL)
    OR NOT coalesce(r.`followers` = row[16][i], r.`followers` IS NULL AND row[16][i] IS NULL)
    OR NOT coalesce(r.`following` = row[17][i], r.`following` IS NULL AND row[17][i] IS NULL)
    OR NOT coalesce(r.`created_on` = row[18][i], r.`created_on` IS NULL AND row[18][i] IS NULL)
    OR NOT coalesce(r.`language` = row[19][i], r.`language` IS NULL AND row[19][i] IS NULL)
    OR NOT coalesce(r.`location` = row[20][i], r.`location` IS NULL AND row[20][i] IS NULL)
    OR NOT coalesce(r.`description` = row[21][i], r.`description` IS NULL AND row[21][i] IS NULL)
    OR NOT coalesce(r.`profile_url` = row[22][i], r.`profile_url` IS NULL AND row[22][i] IS NULL)
    OR NOT coalesce(r.`tweets` = row[23][i], r.`tweets` IS NULL AND row[23][i] IS NULL)
    OR NOT coalesce(r.`retweets` = row[24][i], r.`retweets` IS NULL AND row[24][i] IS NULL)
    OR NOT coalesce(r.`replies` = row[25][i], r.`replies` IS NULL AND row[25][i] IS NULL)
    OR NOT coalesce(r.`with_hashtags` = row[26][i], r.`with_hashtags` IS NULL AND row[26][i] IS NULL)
    OR NOT coalesce(r.`with_links` = row[27][i], r.`with_links` IS NULL AND row[27][i] IS NULL)
    OR NOT coalesce(r.`languages` = row[28][i], r.`languages` IS NULL AND row[28][i] IS NULL)
  SET r.`screen_name` = row[14][i], r.`display_name` = row[15][i], r.`followers` = row[16][i], r.`following` = row[17][i], r.`created_on` = row[18][i], r.`language` = row[19][i], r.`location` = row[20][i], r.`description` = row[21][i], r.`profile_url` = row[22][i], r.`tweets` = row[23][i], r.`retweets` = row[24][i], r.`replies` = row[25][i], r.`with_hashtags` = row[26][i], r.`with_links` = row[27][i], r.`languages` = row[28][i]
}
CALL (n, row) {
  UNWIND range(0, coalesce(size(row[29]), 0) - 1) AS i
  MATCH (o:`Media` {`sha256`: row[29][i]})
  MERGE (n)-[r:`HAS_PICTURE` {`role`: row[30][i]}]->(o)
}
CALL (n, row) {
  UNWIND range(0, coalesce(size(row[31]), 0) - 1) AS i
  MATCH (o:`Client` {`name`: row[31][i]})
  MERGE (n)-[r:`USED` {`campaigns`: row[37][i]}]->(o)
  WITH r, row, i WHERE NOT coalesce(r.`times` = row[32][i], r.`times` IS NULL AND row[32][i] IS NULL)
    OR NOT coalesce(r.`first_at` = CASE WHEN row[33][i] IS NOT NULL THEN datetime({epochMillis: row[33][i]}) END, r.`first_at` IS NULL AND row[33][i] IS NULL)
    OR NOT coalesce(r.`last_at` = CASE WHEN row[34][i] IS NOT NULL THEN datetime({epochMillis: row[34][i]}) END, r.`last_at` IS NULL AND row[34][i] IS NULL)
    OR NOT coalesce(r.`months` = row[35][i], r.`months` IS NULL AND row[35][i] IS NULL)
    OR NOT coalesce(r.`month_times` = row[36][i], r.`month_times` IS NULL AND row[36][i] IS NULL)
  SET r.`times` = row[32][i], r.`first_at` = CASE WHEN row[33][i] IS NOT NULL THEN datetime({epochMillis: row[33][i]}) END, r.`last_at` = CASE WHEN row[34][i] IS NOT NULL THEN datetime({epochMillis: row[34][i]}) END, r.`months` = row[35][i], r.`month_times` = row[36][i]
}
CALL (n, row) {
  UNWIND range(0, coalesce(size(row[38]), 0) - 1) AS i
  MATCH (o:`Community` {`key`: row[38][i]})
  MERGE (n)-[r:`IN_COMMUNITY`]->(o)
};

// Account Outsider
UNWIND $rows AS row
MERGE (n:`Account` {`user_id`: row[0]})
WITH n, row
CALL (n, row) {
  WITH n, row WHERE NOT coalesce(n.`screen_name` = row[1], n.`screen_name` IS NULL AND row[1] IS NULL)
    OR NOT coalesce(n.`also_known_as` = row[2], n.`also_known_as` IS NULL AND row[2] IS NULL)
    OR NOT coalesce(n.`display_name` = row[3], n.`display_name` IS NULL AND row[3] IS NULL)
    OR NOT coalesce(n.`alias` = row[4], n.`alias` IS NULL AND row[4] IS NULL)
    OR NOT coalesce(n.`hashed` = row[5], n.`hashed` IS NULL AND row[5] IS NULL)
    OR NOT coalesce(n.`followers` = row[6], n.`followers` IS NULL AND row[6] IS NULL)
    OR NOT coalesce(n.`following` = row[7], n.`following` IS NULL AND row[7] IS NULL)
    OR NOT coalesce(n.`created_on` = row[8], n.`created_on` IS NULL AND row[8] IS NULL)
    OR NOT coalesce(n.`language` = row[9], n.`language` IS NULL AND row[9] IS NULL)
    OR NOT coalesce(n.`location` = row[10], n.`location` IS NULL AND row[10] IS NULL)
    OR NOT coalesce(n.`description` = row[11], n.`description` IS NULL AND row[11] IS NULL)
    OR NOT coalesce(n.`profile_url` = row[12], n.`profile_url` IS NULL AND row[12] IS NULL)
    OR NOT n:`Outsider`
    OR n:`Archived`
  SET n.`screen_name` = row[1], n.`also_known_as` = row[2], n.`display_name` = row[3], n.`alias` = row[4], n.`hashed` = row[5], n.`followers` = row[6], n.`following` = row[7], n.`created_on` = row[8], n.`language` = row[9], n.`location` = row[10], n.`description` = row[11], n.`profile_url` = row[12]
  SET n:`Outsider`
  REMOVE n:`Archived`
}
CALL (n, row) {
  UNWIND range(0, coalesce(size(row[13]), 0) - 1) AS i
  MATCH (o:`Campaign` {`key`: row[13][i]})
  MERGE (n)-[r:`MEMBER_OF`]->(o)
  WITH r, row, i WHERE NOT coalesce(r.`screen_name` = row[14][i], r.`screen_name` IS NULL AND row[14][i] IS NULL)
    OR NOT coalesce(r.`display_name` = row[15][i], r.`display_name` IS NULL AND row[15][i] IS NULL)
    OR NOT coalesce(r.`followers` = row[16][i], r.`followers` IS NULL AND row[16][i] IS NULL)
    OR NOT coalesce(r.`following` = row[17][i], r.`following` IS NULL AND row[17][i] IS NULL)
    OR NOT coalesce(r.`created_on` = row[18][i], r.`created_on` IS NULL AND row[18][i] IS NULL)
    OR NOT coalesce(r.`language` = row[19][i], r.`language` IS NULL AND row[19][i] IS NULL)
    OR NOT coalesce(r.`location` = row[20][i], r.`location` IS NULL AND row[20][i] IS NULL)
    OR NOT coalesce(r.`description` = row[21][i], r.`description` IS NULL AND row[21][i] IS NULL)
    OR NOT coalesce(r.`profile_url` = row[22][i], r.`profile_url` IS NULL AND row[22][i] IS NULL)
    OR NOT coalesce(r.`tweets` = row[23][i], r.`tweets` IS NULL AND row[23][i] IS NULL)
    OR NOT coalesce(r.`retweets` = row[24][i], r.`retweets` IS NULL AND row[24][i] IS NULL)
    OR NOT coalesce(r.`replies` = row[25][i], r.`replies` IS NULL AND row[25][i] IS NULL)
    OR NOT coalesce(r.`with_hashtags` = row[26][i], r.`with_hashtags` IS NULL AND row[26][i] IS NULL)
    OR NOT coalesce(r.`with_links` = row[27][i], r.`with_links` IS NULL AND row[27][i] IS NULL)
    OR NOT coalesce(r.`languages` = row[28][i], r.`languages` IS NULL AND row[28][i] IS NULL)
  SET r.`screen_name` = row[14][i], r.`display_name` = row[15][i], r.`followers` = row[16][i], r.`following` = row[17][i], r.`created_on` = row[18][i], r.`language` = row[19][i], r.`location` = row[20][i], r.`description` = row[21][i], r.`profile_url` = row[22][i], r.`tweets` = row[23][i], r.`retweets` = row[24][i], r.`replies` = row[25][i], r.`with_hashtags` = row[26][i], r.`with_links` = row[27][i], r.`languages` = row[28][i]
}
CALL (n, row) {
  UNWIND range(0, coalesce(size(row[29]), 0) - 1) AS i
  MATCH (o:`Media` {`sha256`: row[29][i]})
  MERGE (n)-[r:`HAS_PICTURE` {`role`: row[30][i]}]->(o)
}
CALL (n, row) {
  UNWIND range(0, coalesce(size(row[31]), 0) - 1) AS i
  MATCH (o:`Client` {`name`: row[31][i]})
  MERGE (n)-[r:`USED` {`campaigns`: row[37][i]}]->(o)
  WITH r, row, i WHERE NOT coalesce(r.`times` = row[32][i], r.`times` IS NULL AND row[32][i] IS NULL)
    OR NOT coalesce(r.`first_at` = CASE WHEN row[33][i] IS NOT NULL THEN datetime({epochMillis: row[33][i]}) END, r.`first_at` IS NULL AND row[33][i] IS NULL)
    OR NOT coalesce(r.`last_at` = CASE WHEN row[34][i] IS NOT NULL THEN datetime({epochMillis: row[34][i]}) END, r.`last_at` IS NULL AND row[34][i] IS NULL)
    OR NOT coalesce(r.`months` = row[35][i], r.`months` IS NULL AND row[35][i] IS NULL)
    OR NOT coalesce(r.`month_times` = row[36][i], r.`month_times` IS NULL AND row[36][i] IS NULL)
  SET r.`times` = row[32][i], r.`first_at` = CASE WHEN row[33][i] IS NOT NULL THEN datetime({epochMillis: row[33][i]}) END, r.`last_at` = CASE WHEN row[34][i] IS NOT NULL THEN datetime({epochMillis: row[34][i]}) END, r.`months` = row[35][i], r.`month_times` = row[36][i]
}
CALL (n, row) {
  UNWIND range(0, coalesce(size(row[38]), 0) - 1) AS i
  MATCH (o:`Community` {`key`: row[38][i]})
  MERGE (n)-[r:`IN_COMMUNITY`]->(o)
};

// Tweet Archived
UNWIND $rows AS row
MERGE (n:`Tweet` {`tweet_id`: row[0]})
WITH n, row
CALL (n, row) {
  WITH n, row WHERE NOT coalesce(n.`text` = row[1], n.`text` IS NULL AND row[1] IS NULL)
    OR NOT coalesce(n.`text_inferred` = row[2], n.`text_inferred` IS NULL AND row[2] IS NULL)
    OR NOT coalesce(n.`same_text` = row[3], n.`same_text` IS NULL AND row[3] IS NULL)
    OR NOT coalesce(n.`posted_at` = CASE WHEN row[4] IS NOT NULL THEN datetime({epochMillis: row[4]}) END, n.`posted_at` IS NULL AND row[4] IS NULL)
    OR NOT coalesce(n.`language` = row[5], n.`language` IS NULL AND row[5] IS NULL)
    OR NOT coalesce(n.`likes` = row[6], n.`likes` IS NULL AND row[6] IS NULL)
    OR NOT coalesce(n.`retweets` = row[7], n.`retweets` IS NULL AND row[7] IS NULL)
    OR NOT coalesce(n.`replies` = row[8], n.`replies` IS NULL AND row[8] IS NULL)
    OR NOT coalesce(n.`quotes` = row[9], n.`quotes` IS NULL AND row[9] IS NULL)
    OR NOT coalesce(n.`is_retweet` = row[10], n.`is_retweet` IS NULL AND row[10] IS NULL)
    OR NOT coalesce(n.`latitude` = row[11], n.`latitude` IS NULL AND row[11] IS NULL)
    OR NOT coalesce(n.`longitude` = row[12], n.`longitude` IS NULL AND row[12] IS NULL)
    OR NOT coalesce(n.`poll_choices` = row[13], n.`poll_choices` IS NULL AND row[13] IS NULL)
    OR NOT coalesce(n.`campaigns` = row[14], n.`campaigns` IS NULL AND row[14] IS NULL)
    OR NOT n:`Archived`
    OR n:`Stub`
  SET n.`text` = row[1], n.`text_inferred` = row[2], n.`same_text` = row[3], n.`posted_at` = CASE WHEN row[4] IS NOT NULL THEN datetime({epochMillis: row[4]}) END, n.`language` = row[5], n.`likes` = row[6], n.`retweets` = row[7], n.`replies` = row[8], n.`quotes` = row[9], n.`is_retweet` = row[10], n.`latitude` = row[11], n.`longitude` = row[12], n.`poll_choices` = row[13], n.`campaigns` = row[14]
  SET n:`Archived`
  REMOVE n:`Stub`
}
CALL (n, row) {
  UNWIND range(0, coalesce(size(row[15]), 0) - 1) AS i
  MATCH (o:`Account` {`user_id`: row[15][i]})
  MERGE (o)-[r:`POSTED`]->(n)
  WITH r, row, i WHERE NOT coalesce(r.`inferred` = row[16][i], r.`inferred` IS NULL AND row[16][i] IS NULL)
  SET r.`inferred` = row[16][i]
}
CALL (n, row) {
  UNWIND range(0, coalesce(size(row[17]), 0) - 1) AS i
  MATCH (o:`Account` {`user_id`: row[17][i]})
  MERGE (n)-[r:`MENTIONS`]->(o)
}
CALL (n, row) {
  UNWIND range(0, coalesce(size(row[18]), 0) - 1) AS i
  MATCH (o:`Hashtag` {`tag`: row[18][i]})
  MERGE (n)-[r:`TAGGED`]->(o)
}
CALL (n, row) {
  UNWIND range(0, coalesce(size(row[19]), 0) - 1) AS i
  MATCH (o:`Url` {`url`: row[19][i]})
  MERGE (n)-[r:`LINKS_TO`]->(o)
}
CALL (n, row) {
  UNWIND range(0, coalesce(size(row[20]), 0) - 1) AS i
  MATCH (o:`Client` {`name`: row[20][i]})
  MERGE (n)-[r:`SENT_FROM`]->(o)
}
CALL (n, row) {
  UNWIND range(0, coalesce(size(row[21]), 0) - 1) AS i
  MATCH (o:`Media` {`sha256`: row[21][i]})
  MERGE (n)-[r:`SHOWS`]->(o)
};

// Tweet Stub
UNWIND $rows AS row
MERGE (n:`Tweet` {`tweet_id`: row[0]})
WITH n, row
CALL (n, row) {
  WITH n, row WHERE NOT coalesce(n.`text` = row[1], n.`text` IS NULL AND row[1] IS NULL)
    OR NOT coalesce(n.`text_inferred` = row[2], n.`text_inferred` IS NULL AND row[2] IS NULL)
    OR NOT coalesce(n.`same_text` = row[3], n.`same_text` IS NULL AND row[3] IS NULL)
    OR NOT coalesce(n.`posted_at` = CASE WHEN row[4] IS NOT NULL THEN datetime({epochMillis: row[4]}) END, n.`posted_at` IS NULL AND row[4] IS NULL)
    OR NOT coalesce(n.`language` = row[5], n.`language` IS NULL AND row[5] IS NULL)
    OR NOT coalesce(n.`likes` = row[6], n.`likes` IS NULL AND row[6] IS NULL)
    OR NOT coalesce(n.`retweets` = row[7], n.`retweets` IS NULL AND row[7] IS NULL)
    OR NOT coalesce(n.`replies` = row[8], n.`replies` IS NULL AND row[8] IS NULL)
    OR NOT coalesce(n.`quotes` = row[9], n.`quotes` IS NULL AND row[9] IS NULL)
    OR NOT coalesce(n.`is_retweet` = row[10], n.`is_retweet` IS NULL AND row[10] IS NULL)
    OR NOT coalesce(n.`latitude` = row[11], n.`latitude` IS NULL AND row[11] IS NULL)
    OR NOT coalesce(n.`longitude` = row[12], n.`longitude` IS NULL AND row[12] IS NULL)
    OR NOT coalesce(n.`poll_choices` = row[13], n.`poll_choices` IS NULL AND row[13] IS NULL)
    OR NOT coalesce(n.`campaigns` = row[14], n.`campaigns` IS NULL AND row[14] IS NULL)
    OR NOT n:`Stub`
    OR n:`Archived`
  SET n.`text` = row[1], n.`text_inferred` = row[2], n.`same_text` = row[3], n.`posted_at` = CASE WHEN row[4] IS NOT NULL THEN datetime({epochMillis: row[4]}) END, n.`language` = row[5], n.`likes` = row[6], n.`retweets` = row[7], n.`replies` = row[8], n.`quotes` = row[9], n.`is_retweet` = row[10], n.`latitude` = row[11], n.`longitude` = row[12], n.`poll_choices` = row[13], n.`campaigns` = row[14]
  SET n:`Stub`
  REMOVE n:`Archived`
}
CALL (n, row) {
  UNWIND range(0, coalesce(size(row[15]), 0) - 1) AS i
  MATCH (o:`Account` {`user_id`: row[15][i]})
  MERGE (o)-[r:`POSTED`]->(n)
  WITH r, row, i WHERE NOT coalesce(r.`inferred` = row[16][i], r.`inferred` IS NULL AND row[16][i] IS NULL)
  SET r.`inferred` = row[16][i]
}
CALL (n, row) {
  UNWIND range(0, coalesce(size(row[17]), 0) - 1) AS i
  MATCH (o:`Account` {`user_id`: row[17][i]})
  MERGE (n)-[r:`MENTIONS`]->(o)
}
CALL (n, row) {
  UNWIND range(0, coalesce(size(row[18]), 0) - 1) AS i
  MATCH (o:`Hashtag` {`tag`: row[18][i]})
  MERGE (n)-[r:`TAGGED`]->(o)
}
CALL (n, row) {
  UNWIND range(0, coalesce(size(row[19]), 0) - 1) AS i
  MATCH (o:`Url` {`url`: row[19][i]})
  MERGE (n)-[r:`LINKS_TO`]->(o)
}
CALL (n, row) {
  UNWIND range(0, coalesce(size(row[20]), 0) - 1) AS i
  MATCH (o:`Client` {`name`: row[20][i]})
  MERGE (n)-[r:`SENT_FROM`]->(o)
}
CALL (n, row) {
  UNWIND range(0, coalesce(size(row[21]), 0) - 1) AS i
  MATCH (o:`Media` {`sha256`: row[21][i]})
  MERGE (n)-[r:`SHOWS`]->(o)
};

// Hashtag
UNWIND $rows AS row
MERGE (n:`Hashtag` {`tag`: row[0]})
WITH n, row
CALL (n, row) {
  WITH n, row WHERE NOT coalesce(n.`name` = row[1], n.`name` IS NULL AND row[1] IS NULL)
  SET n.`name` = row[1]
};

// Url
UNWIND $rows AS row
MERGE (n:`Url` {`url`: row[0]})
WITH n, row
CALL (n, row) {
  UNWIND range(0, coalesce(size(row[1]), 0) - 1) AS i
  MATCH (o:`Domain` {`name`: row[1][i]})
  MERGE (n)-[r:`HOSTED_ON`]->(o)
};

// Domain
UNWIND $rows AS row
MERGE (n:`Domain` {`name`: row[0]})
WITH n, row
CALL (n, row) {
  WITH n, row WHERE NOT coalesce(n.`kind` = row[1], n.`kind` IS NULL AND row[1] IS NULL)
  SET n.`kind` = row[1]
};

// Client
UNWIND $rows AS row
MERGE (n:`Client` {`name`: row[0]});

// Media
UNWIND $rows AS row
MERGE (n:`Media` {`sha256`: row[0]})
WITH n, row
CALL (n, row) {
  WITH n, row WHERE NOT coalesce(n.`kind` = row[1], n.`kind` IS NULL AND row[1] IS NULL)
    OR NOT coalesce(n.`bytes` = row[2], n.`bytes` IS NULL AND row[2] IS NULL)
    OR NOT coalesce(n.`width` = row[3], n.`width` IS NULL AND row[3] IS NULL)
    OR NOT coalesce(n.`height` = row[4], n.`height` IS NULL AND row[4] IS NULL)
    OR NOT coalesce(n.`duration` = row[5], n.`duration` IS NULL AND row[5] IS NULL)
    OR NOT coalesce(n.`pdq` = row[6], n.`pdq` IS NULL AND row[6] IS NULL)
    OR NOT coalesce(n.`quality` = row[7], n.`quality` IS NULL AND row[7] IS NULL)
    OR NOT coalesce(n.`thumbnail` = row[8], n.`thumbnail` IS NULL AND row[8] IS NULL)
  SET n.`kind` = row[1], n.`bytes` = row[2], n.`width` = row[3], n.`height` = row[4], n.`duration` = row[5], n.`pdq` = row[6], n.`quality` = row[7], n.`thumbnail` = row[8]
};

// Community
UNWIND $rows AS row
MERGE (n:`Community` {`key`: row[0]})
WITH n, row
CALL (n, row) {
  WITH n, row WHERE NOT coalesce(n.`size` = row[1], n.`size` IS NULL AND row[1] IS NULL)
    OR NOT coalesce(n.`facts` = row[2], n.`facts` IS NULL AND row[2] IS NULL)
    OR NOT coalesce(n.`stability` = row[3], n.`stability` IS NULL AND row[3] IS NULL)
    OR NOT coalesce(n.`run` = row[4], n.`run` IS NULL AND row[4] IS NULL)
  SET n.`size` = row[1], n.`facts` = row[2], n.`stability` = row[3], n.`run` = row[4]
};

// Run
UNWIND $rows AS row
MERGE (n:`Run` {`key`: row[0]})
WITH n, row
CALL (n, row) {
  WITH n, row WHERE NOT coalesce(n.`command` = row[1], n.`command` IS NULL AND row[1] IS NULL)
    OR NOT coalesce(n.`parameters` = row[2], n.`parameters` IS NULL AND row[2] IS NULL)
    OR NOT coalesce(n.`version` = row[3], n.`version` IS NULL AND row[3] IS NULL)
    OR NOT coalesce(n.`windows_ms` = row[4], n.`windows_ms` IS NULL AND row[4] IS NULL)
    OR NOT coalesce(n.`chance` = row[5], n.`chance` IS NULL AND row[5] IS NULL)
    OR NOT coalesce(n.`campaigns` = row[6], n.`campaigns` IS NULL AND row[6] IS NULL)
    OR NOT coalesce(n.`accounts` = row[7], n.`accounts` IS NULL AND row[7] IS NULL)
    OR NOT coalesce(n.`co_acting` = row[8], n.`co_acting` IS NULL AND row[8] IS NULL)
    OR NOT coalesce(n.`co_flagged` = row[9], n.`co_flagged` IS NULL AND row[9] IS NULL)
    OR NOT coalesce(n.`stale` = row[10], n.`stale` IS NULL AND row[10] IS NULL)
    OR NOT coalesce(n.`digest` = row[11], n.`digest` IS NULL AND row[11] IS NULL)
  SET n.`command` = row[1], n.`parameters` = row[2], n.`version` = row[3], n.`windows_ms` = row[4], n.`chance` = row[5], n.`campaigns` = row[6], n.`accounts` = row[7], n.`co_acting` = row[8], n.`co_flagged` = row[9], n.`stale` = row[10], n.`digest` = row[11]
};

// MEMBER_OF
UNWIND $rows AS row
MATCH (n:`Account` {`user_id`: row[0]})
WITH n, row
CALL (n, row) {
  UNWIND range(0, coalesce(size(row[1]), 0) - 1) AS i
  MATCH (o:`Campaign` {`key`: row[1][i]})
  MERGE (n)-[r:`MEMBER_OF`]->(o)
  WITH r, row, i WHERE NOT coalesce(r.`screen_name` = row[2][i], r.`screen_name` IS NULL AND row[2][i] IS NULL)
    OR NOT coalesce(r.`display_name` = row[3][i], r.`display_name` IS NULL AND row[3][i] IS NULL)
    OR NOT coalesce(r.`followers` = row[4][i], r.`followers` IS NULL AND row[4][i] IS NULL)
    OR NOT coalesce(r.`following` = row[5][i], r.`following` IS NULL AND row[5][i] IS NULL)
    OR NOT coalesce(r.`created_on` = row[6][i], r.`created_on` IS NULL AND row[6][i] IS NULL)
    OR NOT coalesce(r.`language` = row[7][i], r.`language` IS NULL AND row[7][i] IS NULL)
    OR NOT coalesce(r.`location` = row[8][i], r.`location` IS NULL AND row[8][i] IS NULL)
    OR NOT coalesce(r.`description` = row[9][i], r.`description` IS NULL AND row[9][i] IS NULL)
    OR NOT coalesce(r.`profile_url` = row[10][i], r.`profile_url` IS NULL AND row[10][i] IS NULL)
    OR NOT coalesce(r.`tweets` = row[11][i], r.`tweets` IS NULL AND row[11][i] IS NULL)
    OR NOT coalesce(r.`retweets` = row[12][i], r.`retweets` IS NULL AND row[12][i] IS NULL)
    OR NOT coalesce(r.`replies` = row[13][i], r.`replies` IS NULL AND row[13][i] IS NULL)
    OR NOT coalesce(r.`with_hashtags` = row[14][i], r.`with_hashtags` IS NULL AND row[14][i] IS NULL)
    OR NOT coalesce(r.`with_links` = row[15][i], r.`with_links` IS NULL AND row[15][i] IS NULL)
    OR NOT coalesce(r.`languages` = row[16][i], r.`languages` IS NULL AND row[16][i] IS NULL)
  SET r.`screen_name` = row[2][i], r.`display_name` = row[3][i], r.`followers` = row[4][i], r.`following` = row[5][i], r.`created_on` = row[6][i], r.`language` = row[7][i], r.`location` = row[8][i], r.`description` = row[9][i], r.`profile_url` = row[10][i], r.`tweets` = row[11][i], r.`retweets` = row[12][i], r.`replies` = row[13][i], r.`with_hashtags` = row[14][i], r.`with_links` = row[15][i], r.`languages` = row[16][i]
};

// POSTED
UNWIND $rows AS row
MATCH (n:`Tweet` {`tweet_id`: row[0]})
WITH n, row
CALL (n, row) {
  UNWIND range(0, coalesce(size(row[1]), 0) - 1) AS i
  MATCH (o:`Account` {`user_id`: row[1][i]})
  MERGE (o)-[r:`POSTED`]->(n)
  WITH r, row, i WHERE NOT coalesce(r.`inferred` = row[2][i], r.`inferred` IS NULL AND row[2][i] IS NULL)
  SET r.`inferred` = row[2][i]
};

// HAS_PICTURE
UNWIND $rows AS row
MATCH (n:`Account` {`user_id`: row[0]})
WITH n, row
CALL (n, row) {
  UNWIND range(0, coalesce(size(row[1]), 0) - 1) AS i
  MATCH (o:`Media` {`sha256`: row[1][i]})
  MERGE (n)-[r:`HAS_PICTURE` {`role`: row[2][i]}]->(o)
};

// USED
UNWIND $rows AS row
MATCH (n:`Account` {`user_id`: row[0]})
WITH n, row
CALL (n, row) {
  UNWIND range(0, coalesce(size(row[1]), 0) - 1) AS i
  MATCH (o:`Client` {`name`: row[1][i]})
  MERGE (n)-[r:`USED` {`campaigns`: row[7][i]}]->(o)
  WITH r, row, i WHERE NOT coalesce(r.`times` = row[2][i], r.`times` IS NULL AND row[2][i] IS NULL)
    OR NOT coalesce(r.`first_at` = CASE WHEN row[3][i] IS NOT NULL THEN datetime({epochMillis: row[3][i]}) END, r.`first_at` IS NULL AND row[3][i] IS NULL)
    OR NOT coalesce(r.`last_at` = CASE WHEN row[4][i] IS NOT NULL THEN datetime({epochMillis: row[4][i]}) END, r.`last_at` IS NULL AND row[4][i] IS NULL)
    OR NOT coalesce(r.`months` = row[5][i], r.`months` IS NULL AND row[5][i] IS NULL)
    OR NOT coalesce(r.`month_times` = row[6][i], r.`month_times` IS NULL AND row[6][i] IS NULL)
  SET r.`times` = row[2][i], r.`first_at` = CASE WHEN row[3][i] IS NOT NULL THEN datetime({epochMillis: row[3][i]}) END, r.`last_at` = CASE WHEN row[4][i] IS NOT NULL THEN datetime({epochMillis: row[4][i]}) END, r.`months` = row[5][i], r.`month_times` = row[6][i]
};

// RETWEETED
UNWIND $rows AS row
MATCH (n:`Account` {`user_id`: row[0]})
WITH n, row
CALL (n, row) {
  UNWIND range(0, coalesce(size(row[1]), 0) - 1) AS i
  MATCH (o:`Account` {`user_id`: row[1][i]})
  MERGE (n)-[r:`RETWEETED`]->(o)
  WITH r, row, i WHERE NOT coalesce(r.`times` = row[2][i], r.`times` IS NULL AND row[2][i] IS NULL)
    OR NOT coalesce(r.`first_at` = CASE WHEN row[3][i] IS NOT NULL THEN datetime({epochMillis: row[3][i]}) END, r.`first_at` IS NULL AND row[3][i] IS NULL)
    OR NOT coalesce(r.`last_at` = CASE WHEN row[4][i] IS NOT NULL THEN datetime({epochMillis: row[4][i]}) END, r.`last_at` IS NULL AND row[4][i] IS NULL)
    OR NOT coalesce(r.`months` = row[5][i], r.`months` IS NULL AND row[5][i] IS NULL)
    OR NOT coalesce(r.`month_times` = row[6][i], r.`month_times` IS NULL AND row[6][i] IS NULL)
    OR NOT coalesce(r.`campaigns` = row[7][i], r.`campaigns` IS NULL AND row[7][i] IS NULL)
  SET r.`times` = row[2][i], r.`first_at` = CASE WHEN row[3][i] IS NOT NULL THEN datetime({epochMillis: row[3][i]}) END, r.`last_at` = CASE WHEN row[4][i] IS NOT NULL THEN datetime({epochMillis: row[4][i]}) END, r.`months` = row[5][i], r.`month_times` = row[6][i], r.`campaigns` = row[7][i]
};

// REPLIED_TO
UNWIND $rows AS row
MATCH (n:`Account` {`user_id`: row[0]})
WITH n, row
CALL (n, row) {
  UNWIND range(0, coalesce(size(row[1]), 0) - 1) AS i
  MATCH (o:`Account` {`user_id`: row[1][i]})
  MERGE (n)-[r:`REPLIED_TO`]->(o)
  WITH r, row, i WHERE NOT coalesce(r.`times` = row[2][i], r.`times` IS NULL AND row[2][i] IS NULL)
    OR NOT coalesce(r.`first_at` = CASE WHEN row[3][i] IS NOT NULL THEN datetime({epochMillis: row[3][i]}) END, r.`first_at` IS NULL AND row[3][i] IS NULL)
    OR NOT coalesce(r.`last_at` = CASE WHEN row[4][i] IS NOT NULL THEN datetime({epochMillis: row[4][i]}) END, r.`last_at` IS NULL AND row[4][i] IS NULL)
    OR NOT coalesce(r.`months` = row[5][i], r.`months` IS NULL AND row[5][i] IS NULL)
    OR NOT coalesce(r.`month_times` = row[6][i], r.`month_times` IS NULL AND row[6][i] IS NULL)
    OR NOT coalesce(r.`campaigns` = row[7][i], r.`campaigns` IS NULL AND row[7][i] IS NULL)
  SET r.`times` = row[2][i], r.`first_at` = CASE WHEN row[3][i] IS NOT NULL THEN datetime({epochMillis: row[3][i]}) END, r.`last_at` = CASE WHEN row[4][i] IS NOT NULL THEN datetime({epochMillis: row[4][i]}) END, r.`months` = row[5][i], r.`month_times` = row[6][i], r.`campaigns` = row[7][i]
};

// QUOTED
UNWIND $rows AS row
MATCH (n:`Account` {`user_id`: row[0]})
WITH n, row
CALL (n, row) {
  UNWIND range(0, coalesce(size(row[1]), 0) - 1) AS i
  MATCH (o:`Account` {`user_id`: row[1][i]})
  MERGE (n)-[r:`QUOTED`]->(o)
  WITH r, row, i WHERE NOT coalesce(r.`times` = row[2][i], r.`times` IS NULL AND row[2][i] IS NULL)
    OR NOT coalesce(r.`first_at` = CASE WHEN row[3][i] IS NOT NULL THEN datetime({epochMillis: row[3][i]}) END, r.`first_at` IS NULL AND row[3][i] IS NULL)
    OR NOT coalesce(r.`last_at` = CASE WHEN row[4][i] IS NOT NULL THEN datetime({epochMillis: row[4][i]}) END, r.`last_at` IS NULL AND row[4][i] IS NULL)
    OR NOT coalesce(r.`months` = row[5][i], r.`months` IS NULL AND row[5][i] IS NULL)
    OR NOT coalesce(r.`month_times` = row[6][i], r.`month_times` IS NULL AND row[6][i] IS NULL)
    OR NOT coalesce(r.`campaigns` = row[7][i], r.`campaigns` IS NULL AND row[7][i] IS NULL)
  SET r.`times` = row[2][i], r.`first_at` = CASE WHEN row[3][i] IS NOT NULL THEN datetime({epochMillis: row[3][i]}) END, r.`last_at` = CASE WHEN row[4][i] IS NOT NULL THEN datetime({epochMillis: row[4][i]}) END, r.`months` = row[5][i], r.`month_times` = row[6][i], r.`campaigns` = row[7][i]
};

// MENTIONED
UNWIND $rows AS row
MATCH (n:`Account` {`user_id`: row[0]})
WITH n, row
CALL (n, row) {
  UNWIND range(0, coalesce(size(row[1]), 0) - 1) AS i
  MATCH (o:`Account` {`user_id`: row[1][i]})
  MERGE (n)-[r:`MENTIONED`]->(o)
  WITH r, row, i WHERE NOT coalesce(r.`times` = row[2][i], r.`times` IS NULL AND row[2][i] IS NULL)
    OR NOT coalesce(r.`first_at` = CASE WHEN row[3][i] IS NOT NULL THEN datetime({epochMillis: row[3][i]}) END, r.`first_at` IS NULL AND row[3][i] IS NULL)
    OR NOT coalesce(r.`last_at` = CASE WHEN row[4][i] IS NOT NULL THEN datetime({epochMillis: row[4][i]}) END, r.`last_at` IS NULL AND row[4][i] IS NULL)
    OR NOT coalesce(r.`months` = row[5][i], r.`months` IS NULL AND row[5][i] IS NULL)
    OR NOT coalesce(r.`month_times` = row[6][i], r.`month_times` IS NULL AND row[6][i] IS NULL)
    OR NOT coalesce(r.`campaigns` = row[7][i], r.`campaigns` IS NULL AND row[7][i] IS NULL)
  SET r.`times` = row[2][i], r.`first_at` = CASE WHEN row[3][i] IS NOT NULL THEN datetime({epochMillis: row[3][i]}) END, r.`last_at` = CASE WHEN row[4][i] IS NOT NULL THEN datetime({epochMillis: row[4][i]}) END, r.`months` = row[5][i], r.`month_times` = row[6][i], r.`campaigns` = row[7][i]
};

// COORDINATED
UNWIND $rows AS row
MATCH (n:`Account` {`user_id`: row[0]})
WITH n, row
CALL (n, row) {
  UNWIND range(0, coalesce(size(row[1]), 0) - 1) AS i
  MATCH (o:`Account` {`user_id`: row[1][i]})
  MERGE (n)-[r:`COORDINATED` {`action`: row[2][i], `run`: row[22][i]}]->(o)
  WITH r, row, i WHERE NOT coalesce(r.`window_s` = row[3][i], r.`window_s` IS NULL AND row[3][i] IS NULL)
    OR NOT coalesce(r.`support` = row[4][i], r.`support` IS NULL AND row[4][i] IS NULL)
    OR NOT coalesce(r.`support_by_window` = row[5][i], r.`support_by_window` IS NULL AND row[5][i] IS NULL)
    OR NOT coalesce(r.`objects` = row[6][i], r.`objects` IS NULL AND row[6][i] IS NULL)
    OR NOT coalesce(r.`pairs` = row[7][i], r.`pairs` IS NULL AND row[7][i] IS NULL)
    OR NOT coalesce(r.`episodes` = row[8][i], r.`episodes` IS NULL AND row[8][i] IS NULL)
    OR NOT coalesce(r.`median_delay_s` = row[9][i], r.`median_delay_s` IS NULL AND row[9][i] IS NULL)
    OR NOT coalesce(r.`led_by_first` = row[10][i], r.`led_by_first` IS NULL AND row[10][i] IS NULL)
    OR NOT coalesce(r.`expected` = row[11][i], r.`expected` IS NULL AND row[11][i] IS NULL)
    OR NOT coalesce(r.`p_value` = row[12][i], r.`p_value` IS NULL AND row[12][i] IS NULL)
    OR NOT coalesce(r.`q_value` = row[13][i], r.`q_value` IS NULL AND row[13][i] IS NULL)
    OR NOT coalesce(r.`q_hour` = row[14][i], r.`q_hour` IS NULL AND row[14][i] IS NULL)
    OR NOT coalesce(r.`q_author` = row[15][i], r.`q_author` IS NULL AND row[15][i] IS NULL)
    OR NOT coalesce(r.`robust` = row[16][i], r.`robust` IS NULL AND row[16][i] IS NULL)
    OR NOT coalesce(r.`tweets_u` = row[17][i], r.`tweets_u` IS NULL AND row[17][i] IS NULL)
    OR NOT coalesce(r.`tweets_v` = row[18][i], r.`tweets_v` IS NULL AND row[18][i] IS NULL)
    OR NOT coalesce(r.`months` = row[19][i], r.`months` IS NULL AND row[19][i] IS NULL)
    OR NOT coalesce(r.`month_counts` = row[20][i], r.`month_counts` IS NULL AND row[20][i] IS NULL)
    OR NOT coalesce(r.`evidence` = row[21][i], r.`evidence` IS NULL AND row[21][i] IS NULL)
  SET r.`window_s` = row[3][i], r.`support` = row[4][i], r.`support_by_window` = row[5][i], r.`objects` = row[6][i], r.`pairs` = row[7][i], r.`episodes` = row[8][i], r.`median_delay_s` = row[9][i], r.`led_by_first` = row[10][i], r.`expected` = row[11][i], r.`p_value` = row[12][i], r.`q_value` = row[13][i], r.`q_hour` = row[14][i], r.`q_author` = row[15][i], r.`robust` = row[16][i], r.`tweets_u` = row[17][i], r.`tweets_v` = row[18][i], r.`months` = row[19][i], r.`month_counts` = row[20][i], r.`evidence` = row[21][i]
};

// IN_COMMUNITY
UNWIND $rows AS row
MATCH (n:`Account` {`user_id`: row[0]})
WITH n, row
CALL (n, row) {
  UNWIND range(0, coalesce(size(row[1]), 0) - 1) AS i
  MATCH (o:`Community` {`key`: row[1][i]})
  MERGE (n)-[r:`IN_COMMUNITY`]->(o)
};

// RETWEETS
UNWIND $rows AS row
MATCH (n:`Tweet` {`tweet_id`: row[0]})
WITH n, row
CALL (n, row) {
  UNWIND range(0, coalesce(size(row[1]), 0) - 1) AS i
  MATCH (o:`Tweet` {`tweet_id`: row[1][i]})
  MERGE (n)-[r:`RETWEETS`]->(o)
};

// REPLIES_TO
UNWIND $rows AS row
MATCH (n:`Tweet` {`tweet_id`: row[0]})
WITH n, row
CALL (n, row) {
  UNWIND range(0, coalesce(size(row[1]), 0) - 1) AS i
  MATCH (o:`Tweet` {`tweet_id`: row[1][i]})
  MERGE (n)-[r:`REPLIES_TO`]->(o)
};

// QUOTES
UNWIND $rows AS row
MATCH (n:`Tweet` {`tweet_id`: row[0]})
WITH n, row
CALL (n, row) {
  UNWIND range(0, coalesce(size(row[1]), 0) - 1) AS i
  MATCH (o:`Tweet` {`tweet_id`: row[1][i]})
  MERGE (n)-[r:`QUOTES`]->(o)
};

// MENTIONS
UNWIND $rows AS row
MATCH (n:`Tweet` {`tweet_id`: row[0]})
WITH n, row
CALL (n, row) {
  UNWIND range(0, coalesce(size(row[1]), 0) - 1) AS i
  MATCH (o:`Account` {`user_id`: row[1][i]})
  MERGE (n)-[r:`MENTIONS`]->(o)
};

// TAGGED
UNWIND $rows AS row
MATCH (n:`Tweet` {`tweet_id`: row[0]})
WITH n, row
CALL (n, row) {
  UNWIND range(0, coalesce(size(row[1]), 0) - 1) AS i
  MATCH (o:`Hashtag` {`tag`: row[1][i]})
  MERGE (n)-[r:`TAGGED`]->(o)
};

// LINKS_TO
UNWIND $rows AS row
MATCH (n:`Tweet` {`tweet_id`: row[0]})
WITH n, row
CALL (n, row) {
  UNWIND range(0, coalesce(size(row[1]), 0) - 1) AS i
  MATCH (o:`Url` {`url`: row[1][i]})
  MERGE (n)-[r:`LINKS_TO`]->(o)
};

// SENT_FROM
UNWIND $rows AS row
MATCH (n:`Tweet` {`tweet_id`: row[0]})
WITH n, row
CALL (n, row) {
  UNWIND range(0, coalesce(size(row[1]), 0) - 1) AS i
  MATCH (o:`Client` {`name`: row[1][i]})
  MERGE (n)-[r:`SENT_FROM`]->(o)
};

// SHOWS
UNWIND $rows AS row
MATCH (n:`Tweet` {`tweet_id`: row[0]})
WITH n, row
CALL (n, row) {
  UNWIND range(0, coalesce(size(row[1]), 0) - 1) AS i
  MATCH (o:`Media` {`sha256`: row[1][i]})
  MERGE (n)-[r:`SHOWS`]->(o)
};

// HOSTED_ON
UNWIND $rows AS row
MATCH (n:`Url` {`url`: row[0]})
WITH n, row
CALL (n, row) {
  UNWIND range(0, coalesce(size(row[1]), 0) - 1) AS i
  MATCH (o:`Domain` {`name`: row[1][i]})
  MERGE (n)-[r:`HOSTED_ON`]->(o)
};

// LOOKS_LIKE
UNWIND $rows AS row
MATCH (n:`Media` {`sha256`: row[0]})
WITH n, row
CALL (n, row) {
  UNWIND range(0, coalesce(size(row[1]), 0) - 1) AS i
  MATCH (o:`Media` {`sha256`: row[1][i]})
  MERGE (n)-[r:`LOOKS_LIKE`]->(o)
  WITH r, row, i WHERE NOT coalesce(r.`distance` = row[2][i], r.`distance` IS NULL AND row[2][i] IS NULL)
  SET r.`distance` = row[2][i]
};
