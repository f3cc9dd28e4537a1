-- The code by which a grid's households transfer money to whoever collects it for them, as its text: drawn anew it pays the
-- same person, and it needs no picture where there is no network.
ALTER TABLE stall ADD COLUMN pay_code text CHECK (length(pay_code) <= 500);
