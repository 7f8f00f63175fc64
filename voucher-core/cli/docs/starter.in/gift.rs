pub struct Gift {}
