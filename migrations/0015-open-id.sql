-- WeChat judges a text only together with who wrote it, and the index cannot be turned back. Filled at the next sign-in.
ALTER TABLE wechat_sign_in ADD COLUMN open_sealed bytea;
