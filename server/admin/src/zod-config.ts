import { z } from 'zod'

// The page's content security policy forbids code made from strings, which zod tries when a schema is made:
// this module is imported before every contract.
z.config({ jitless: true })
