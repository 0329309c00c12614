/** The types of the API. Generated from the OpenAPI document by `npm run client`; do not edit. */
export interface paths {
    "/v1/usages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists usages, newest first.
         * @description Roles: sales, delivery, operator, platform, customer.
         */
        get: {
            parameters: {
                query?: {
                    /** @description Largest number of entries of the page. */
                    limit?: number;
                    /** @description `nextCursor` of the page before. */
                    cursor?: string;
                    /** @description Only of this account. */
                    accountId?: string;
                    /** @description `true` lists sandbox accounts too, `only` lists nothing else. By default they are left out unless `accountId` names one; a key of role `customer` sees all of its accounts. */
                    sandbox?: "true" | "false" | "only";
                    /** @description Only of this organization. */
                    organizationId?: string;
                    /** @description Only with this key. */
                    key?: string;
                    /** @description Only with this reference. */
                    reference?: string;
                    /** @description Only at this instant or later. */
                    from?: components["schemas"]["InstantInput"];
                    /** @description Only before this instant. */
                    to?: components["schemas"]["InstantInput"];
                    /** @description Goes before `Accept`. Without either the list is JSON. */
                    format?: "json" | "csv";
                    /** @description Only in CSV: its columns in their order, separated by commas. Fields of objects have paths, such as `total.amount`. Default: all. */
                    columns?: string;
                    /** @description Only in CSV: instants are in this IANA time zone, with their offset. Default: UTC, as in JSON. */
                    timeZone?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Success. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description The entries. */
                            items: components["schemas"]["ExplainedUsage"][];
                            /** @description Cursor of the next page; null on the last one. */
                            nextCursor: string | null;
                        };
                        "text/csv": string;
                    };
                };
            };
        };
        put?: never;
        /**
         * Consumes units. The Idempotency-Key is the permanent key of the usage within the account.
         * @description Roles: platform.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["PostUsageBody"];
                };
            };
            responses: {
                /** @description Success. */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Usage"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/usages/batch": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Consumes units for up to 1,000 usages, each decided separately, in the given order.
         * @description Roles: platform.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["PostUsageBatchBody"];
                };
            };
            responses: {
                /** @description Success. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["UsageBatchResults"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/usages/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Reads a usage with the lots that paid for it.
         * @description Roles: sales, delivery, operator, platform, customer.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /**
                     * @description Id of the usage.
                     * @example usg_01jb5w8q2m3n4p5r6s7t8v9w0x
                     */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Success. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ExplainedUsage"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/usages/{id}/reverse": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Reverses a usage, once. Its units are returned to their lots.
         * @description Roles: operator.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /**
                     * @description Id of the usage.
                     * @example usg_01jb5w8q2m3n4p5r6s7t8v9w0x
                     */
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["ReverseUsageBody"];
                };
            };
            responses: {
                /** @description Success. */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ExplainedUsage"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/accounts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists accounts, newest first.
         * @description Roles: sales, delivery, operator, platform, customer.
         */
        get: {
            parameters: {
                query?: {
                    /** @description Largest number of entries of the page. */
                    limit?: number;
                    /** @description `nextCursor` of the page before. */
                    cursor?: string;
                    /** @description Start of a name, a reference or an id. */
                    query?: string;
                    /** @description Only of this sales team. */
                    salesTeam?: string;
                    /** @description Only in this state. */
                    state?: "active";
                    /** @description Only these accounts: up to 200 ids, separated by commas. Sandboxes among them are listed too. */
                    ids?: string;
                    /** @description `true` lists sandbox accounts too, `only` lists nothing else. By default they are left out unless `accountId` names one; a key of role `customer` sees all of its accounts. */
                    sandbox?: "true" | "false" | "only";
                    /** @description Goes before `Accept`. Without either the list is JSON. */
                    format?: "json" | "csv";
                    /** @description Only in CSV: its columns in their order, separated by commas. Fields of objects have paths, such as `total.amount`. Default: all. */
                    columns?: string;
                    /** @description Only in CSV: instants are in this IANA time zone, with their offset. Default: UTC, as in JSON. */
                    timeZone?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Success. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description The entries. */
                            items: components["schemas"]["Account"][];
                            /** @description Cursor of the next page; null on the last one. */
                            nextCursor: string | null;
                        };
                        "text/csv": string;
                    };
                };
            };
        };
        put?: never;
        /**
         * Creates an account. The clock of a sandbox starts at sandboxNow and stands still until it is advanced.
         * @description Roles: sales, operator.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["CreateAccountBody"];
                };
            };
            responses: {
                /** @description Success. */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Account"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/accounts/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Reads an account.
         * @description Roles: sales, delivery, operator, platform, customer.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /**
                     * @description Id of the account.
                     * @example acc_01jb5w8q2m3n4p5r6s7t8v9w0x
                     */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Success. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Account"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Updates an account. Later orders go to the new sales team; null clears the default storage term.
         * @description Roles: sales, operator.
         */
        patch: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /**
                     * @description Id of the account.
                     * @example acc_01jb5w8q2m3n4p5r6s7t8v9w0x
                     */
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["ChangeAccountBody"];
                };
            };
            responses: {
                /** @description Success. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Account"];
                    };
                };
            };
        };
        trace?: never;
    };
    "/v1/accounts/{id}/clock/advance": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Reads the latest advance of a sandbox account's clock, running or not.
         * @description Roles: sales, delivery, operator, platform, customer.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /**
                     * @description Id of the account.
                     * @example acc_01jb5w8q2m3n4p5r6s7t8v9w0x
                     */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Success. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ClockAdvance"];
                    };
                };
            };
        };
        put?: never;
        /**
         * Moves the clock of a sandbox account. Responds once everything due by then is processed.
         * @description Roles: sales, operator.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /**
                     * @description Id of the account.
                     * @example acc_01jb5w8q2m3n4p5r6s7t8v9w0x
                     */
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["AdvanceClockBody"];
                };
            };
            responses: {
                /** @description Success. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description The current time of the account. */
                            now: components["schemas"]["Instant"];
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/accounts/{id}/clock/advances/{advanceId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Reads an advance of a sandbox account's clock.
         * @description Roles: sales, delivery, operator, platform, customer.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /**
                     * @description Id of the account.
                     * @example acc_01jb5w8q2m3n4p5r6s7t8v9w0x
                     */
                    id: string;
                    /**
                     * @description Id of the advance.
                     * @example adv_01jb5w8q2m3n4p5r6s7t8v9w0x
                     */
                    advanceId: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Success. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ClockAdvance"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/accounts/{id}/consortia": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists the consortia of an account, newest first.
         * @description Roles: sales, delivery, operator, platform, customer.
         */
        get: {
            parameters: {
                query?: {
                    /** @description Largest number of entries of the page. */
                    limit?: number;
                    /** @description `nextCursor` of the page before. */
                    cursor?: string;
                    /** @description Goes before `Accept`. Without either the list is JSON. */
                    format?: "json" | "csv";
                    /** @description Only in CSV: its columns in their order, separated by commas. Fields of objects have paths, such as `total.amount`. Default: all. */
                    columns?: string;
                    /** @description Only in CSV: instants are in this IANA time zone, with their offset. Default: UTC, as in JSON. */
                    timeZone?: string;
                };
                header?: never;
                path: {
                    /**
                     * @description Id of the account.
                     * @example acc_01jb5w8q2m3n4p5r6s7t8v9w0x
                     */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Success. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description The entries. */
                            items: components["schemas"]["Consortium"][];
                            /** @description Cursor of the next page; null on the last one. */
                            nextCursor: string | null;
                        };
                        "text/csv": string;
                    };
                };
            };
        };
        put?: never;
        /**
         * Adds a consortium to an account.
         * @description Roles: sales, operator.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /**
                     * @description Id of the account.
                     * @example acc_01jb5w8q2m3n4p5r6s7t8v9w0x
                     */
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["CreateConsortiumBody"];
                };
            };
            responses: {
                /** @description Success. */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Consortium"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/consortia/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Renames a consortium.
         * @description Roles: sales, operator.
         */
        patch: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /**
                     * @description Id of the consortium.
                     * @example con_01jb5w8q2m3n4p5r6s7t8v9w0x
                     */
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["ChangeConsortiumBody"];
                };
            };
            responses: {
                /** @description Success. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Consortium"];
                    };
                };
            };
        };
        trace?: never;
    };
    "/v1/accounts/{id}/organizations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists the organizations of an account, newest first.
         * @description Roles: sales, delivery, operator, platform, customer.
         */
        get: {
            parameters: {
                query?: {
                    /** @description Largest number of entries of the page. */
                    limit?: number;
                    /** @description `nextCursor` of the page before. */
                    cursor?: string;
                    /** @description Goes before `Accept`. Without either the list is JSON. */
                    format?: "json" | "csv";
                    /** @description Only in CSV: its columns in their order, separated by commas. Fields of objects have paths, such as `total.amount`. Default: all. */
                    columns?: string;
                    /** @description Only in CSV: instants are in this IANA time zone, with their offset. Default: UTC, as in JSON. */
                    timeZone?: string;
                };
                header?: never;
                path: {
                    /**
                     * @description Id of the account.
                     * @example acc_01jb5w8q2m3n4p5r6s7t8v9w0x
                     */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Success. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description The entries. */
                            items: components["schemas"]["Organization"][];
                            /** @description Cursor of the next page; null on the last one. */
                            nextCursor: string | null;
                        };
                        "text/csv": string;
                    };
                };
            };
        };
        put?: never;
        /**
         * Adds an organization to an account.
         * @description Roles: sales, operator.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /**
                     * @description Id of the account.
                     * @example acc_01jb5w8q2m3n4p5r6s7t8v9w0x
                     */
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["CreateOrganizationBody"];
                };
            };
            responses: {
                /** @description Success. */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Organization"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/organizations/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Updates an organization. Licences of a consortium apply to it as soon as it belongs to the consortium.
         * @description Roles: sales, operator.
         */
        patch: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /**
                     * @description Id of the organization.
                     * @example org_01jb5w8q2m3n4p5r6s7t8v9w0x
                     */
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["ChangeOrganizationBody"];
                };
            };
            responses: {
                /** @description Success. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Organization"];
                    };
                };
            };
        };
        trace?: never;
    };
    "/v1/agreements": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists agreements, newest first.
         * @description Roles: sales, delivery, operator, platform, customer.
         */
        get: {
            parameters: {
                query?: {
                    /** @description Largest number of entries of the page. */
                    limit?: number;
                    /** @description `nextCursor` of the page before. */
                    cursor?: string;
                    /** @description Only of this account. */
                    accountId?: string;
                    /** @description `true` lists sandbox accounts too, `only` lists nothing else. By default they are left out unless `accountId` names one; a key of role `customer` sees all of its accounts. */
                    sandbox?: "true" | "false" | "only";
                    /** @description Goes before `Accept`. Without either the list is JSON. */
                    format?: "json" | "csv";
                    /** @description Only in CSV: its columns in their order, separated by commas. Fields of objects have paths, such as `total.amount`. Default: all. */
                    columns?: string;
                    /** @description Only in CSV: instants are in this IANA time zone, with their offset. Default: UTC, as in JSON. */
                    timeZone?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Success. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description The entries. */
                            items: components["schemas"]["Agreement"][];
                            /** @description Cursor of the next page; null on the last one. */
                            nextCursor: string | null;
                        };
                        "text/csv": string;
                    };
                };
            };
        };
        put?: never;
        /**
         * Records a signed agreement. Orders that wait for it continue by themselves.
         * @description Roles: sales, operator.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["RecordAgreementBody"];
                };
            };
            responses: {
                /** @description Success. */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Agreement"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/agreements/{id}/terminate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Terminates an agreement. Paid orders are still fulfilled.
         * @description Roles: operator.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /**
                     * @description Id of the agreement.
                     * @example agr_01jb5w8q2m3n4p5r6s7t8v9w0x
                     */
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["TerminateAgreementBody"];
                };
            };
            responses: {
                /** @description Success. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Agreement"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/agreements/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Reads an agreement.
         * @description Roles: sales, delivery, operator, platform, customer.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /**
                     * @description Id of the agreement.
                     * @example agr_01jb5w8q2m3n4p5r6s7t8v9w0x
                     */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Success. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Agreement"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/terms-of-service": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists every version of the terms of service of each product line, newest first; unpaged.
         * @description Public: no key is required.
         */
        get: {
            parameters: {
                query?: {
                    /** @description Only of this product line. */
                    productLine?: string;
                    /** @description Only this version. */
                    version?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Success. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description The entries. */
                            items: components["schemas"]["TermsOfService"][];
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/catalogue": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists everything that is sold; unpaged.
         * @description Roles: sales, delivery, operator, platform, customer.
         */
        get: {
            parameters: {
                query?: {
                    /** @description Only of this product line. */
                    productLine?: string;
                    /** @description Only of this kind. */
                    kind?: "lot" | "licence" | "term" | "inspection-lot" | "ai-lot" | "ai-perpetual" | "software-basic" | "software-optional" | "subscription" | "resource-pack" | "service" | "maintenance";
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Success. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Catalogue"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/catalogue/prices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Sets prices in a new version of the catalogue. Placed orders retain theirs.
         * @description Roles: operator.
         */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["SetPricesBody"];
                };
            };
            responses: {
                /** @description Success. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description Version. */
                            version: string;
                        };
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/catalogue/versions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists the versions of the catalogue, newest first.
         * @description Roles: operator.
         */
        get: {
            parameters: {
                query?: {
                    /** @description Largest number of entries of the page. */
                    limit?: number;
                    /** @description `nextCursor` of the page before. */
                    cursor?: string;
                    /** @description Goes before `Accept`. Without either the list is JSON. */
                    format?: "json" | "csv";
                    /** @description Only in CSV: its columns in their order, separated by commas. Fields of objects have paths, such as `total.amount`. Default: all. */
                    columns?: string;
                    /** @description Only in CSV: instants are in this IANA time zone, with their offset. Default: UTC, as in JSON. */
                    timeZone?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Success. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description The entries. */
                            items: components["schemas"]["CatalogueVersion"][];
                            /** @description Cursor of the next page; null on the last one. */
                            nextCursor: string | null;
                        };
                        "text/csv": string;
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/catalogue/{sku}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Reads one SKU.
         * @description Roles: sales, delivery, operator, platform, customer.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /**
                     * @description Code of the SKU.
                     * @example AIMIS-INTL-CI-QTY-15Y
                     */
                    sku: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Success. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Sku"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/rules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists the rules, in the order of their sources. `query`: the start of an id, or words.
         * @description Public: no key is required.
         */
        get: {
            parameters: {
                query?: {
                    /** @description Largest number of entries of the page. */
                    limit?: number;
                    /** @description `nextCursor` of the page before. */
                    cursor?: string;
                    /** @description For example `8.7`, `R-CN` or words of a statement. */
                    query?: string;
                    /** @description Goes before `Accept`. Without either the list is JSON. */
                    format?: "json" | "csv";
                    /** @description Only in CSV: its columns in their order, separated by commas. Fields of objects have paths, such as `total.amount`. Default: all. */
                    columns?: string;
                    /** @description Only in CSV: instants are in this IANA time zone, with their offset. Default: UTC, as in JSON. */
                    timeZone?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Success. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description The entries. */
                            items: components["schemas"]["Rule"][];
                            /** @description Cursor of the next page; null on the last one. */
                            nextCursor: string | null;
                        };
                        "text/csv": string;
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/rules/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Reads one rule. Its id is percent-encoded: `%C2%A78.7`.
         * @description Public: no key is required.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /**
                     * @description Id of the rule, percent-encoded.
                     * @example §8.7
                     */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Success. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Rule"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/accounts/{id}/offers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists what an account may buy now, by product line, at its own prices; unpaged.
         * @description Roles: sales, delivery, operator, platform, customer.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /**
                     * @description Id of the account.
                     * @example acc_01jb5w8q2m3n4p5r6s7t8v9w0x
                     */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Success. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description The entries. */
                            items: components["schemas"]["Offer"][];
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/quotes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Prices an order and lists every violation. Changes nothing.
         * @description Roles: sales, operator, customer.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["OrderBody"];
                };
            };
            responses: {
                /** @description Success. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Quote"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists orders, newest first.
         * @description Roles: sales, delivery, operator, platform, customer.
         */
        get: {
            parameters: {
                query?: {
                    /** @description Largest number of entries of the page. */
                    limit?: number;
                    /** @description `nextCursor` of the page before. */
                    cursor?: string;
                    /** @description Beginning of an id, of a reference, or of the name of the account or an organization, in any case of letters. If the names of more than 500 accounts or 500 organizations begin with it, it is refused (`too_many_names`). */
                    query?: string;
                    /** @description Only of this account. */
                    accountId?: string;
                    /** @description `true` lists sandbox accounts too, `only` lists nothing else. By default they are left out unless `accountId` names one; a key of role `customer` sees all of its accounts. */
                    sandbox?: "true" | "false" | "only";
                    /** @description Only in this state. */
                    state?: "awaiting_agreement" | "awaiting_confirmation" | "awaiting_payment" | "fulfilling" | "active" | "completed" | "cancelled" | "payment_expired" | "refunded";
                    /** @description Only of this product line. */
                    productLine?: string;
                    /** @description Only of this sales team. */
                    salesTeam?: string;
                    /** @description Only those that need a person, or only the others. */
                    needsAttention?: boolean;
                    /** @description Only orders with a line of this SKU. */
                    sku?: string;
                    /** @description Only with a payment in this state; `none` for orders without a payment. */
                    paymentState?: "none" | "pending" | "declined" | "captured" | "refunded";
                    /** @description Only placed at this instant or later. */
                    placedFrom?: components["schemas"]["InstantInput"];
                    /** @description Only placed before this instant. */
                    placedTo?: components["schemas"]["InstantInput"];
                    /** @description Only orders of which a lot, licence, term or maintenance still lives and ends before this instant. */
                    endsBefore?: components["schemas"]["InstantInput"];
                    /** @description Goes before `Accept`. Without either the list is JSON. */
                    format?: "json" | "csv";
                    /** @description Only in CSV: its columns in their order, separated by commas. Fields of objects have paths, such as `total.amount`. Default: all. */
                    columns?: string;
                    /** @description Only in CSV: instants are in this IANA time zone, with their offset. Default: UTC, as in JSON. */
                    timeZone?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Success. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description The entries. */
                            items: components["schemas"]["ListedOrder"][];
                            /** @description Cursor of the next page; null on the last one. */
                            nextCursor: string | null;
                        };
                        "text/csv": string;
                    };
                };
            };
        };
        put?: never;
        /**
         * Places an order. Its workflow starts with the first command, or within a second, or as soon as Temporal is available.
         * @description Roles: sales, operator, customer.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["OrderBody"];
                };
            };
            responses: {
                /** @description Success. */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Order"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/order-counts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Counts orders by state, up to 1000 each, and those that need attention.
         * @description Roles: sales, delivery, operator, platform, customer.
         */
        get: {
            parameters: {
                query?: {
                    /** @description Only of this account. */
                    accountId?: string;
                    /** @description `true` lists sandbox accounts too, `only` lists nothing else. By default they are left out unless `accountId` names one; a key of role `customer` sees all of its accounts. */
                    sandbox?: "true" | "false" | "only";
                    /** @description Only of this sales team. */
                    salesTeam?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Success. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["OrderCounts"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Reads an order.
         * @description Roles: sales, delivery, operator, platform, customer.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /**
                     * @description Id of the order.
                     * @example ord_01jb5w8q2m3n4p5r6s7t8v9w0x
                     */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Success. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Order"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders/{id}/timeline": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists everything that happened to an order, oldest first.
         * @description Roles: sales, delivery, operator, platform, customer.
         */
        get: {
            parameters: {
                query?: {
                    /** @description Largest number of entries of the page. */
                    limit?: number;
                    /** @description `nextCursor` of the page before. */
                    cursor?: string;
                    /** @description Goes before `Accept`. Without either the list is JSON. */
                    format?: "json" | "csv";
                    /** @description Only in CSV: its columns in their order, separated by commas. Fields of objects have paths, such as `total.amount`. Default: all. */
                    columns?: string;
                    /** @description Only in CSV: instants are in this IANA time zone, with their offset. Default: UTC, as in JSON. */
                    timeZone?: string;
                };
                header?: never;
                path: {
                    /**
                     * @description Id of the order.
                     * @example ord_01jb5w8q2m3n4p5r6s7t8v9w0x
                     */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Success. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Timeline"];
                        "text/csv": string;
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders/{id}/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Confirms an order, so that it can be paid.
         * @description Roles: sales, operator, customer.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /**
                     * @description Id of the order.
                     * @example ord_01jb5w8q2m3n4p5r6s7t8v9w0x
                     */
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["NoBody"];
                };
            };
            responses: {
                /** @description Success. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Order"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Cancels an order before it is paid.
         * @description Roles: sales, operator, customer.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /**
                     * @description Id of the order.
                     * @example ord_01jb5w8q2m3n4p5r6s7t8v9w0x
                     */
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["CancelOrderBody"];
                };
            };
            responses: {
                /** @description Success. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Order"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders/{id}/hold": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Holds the crediting of an order. Its 20 h and 24 h deadlines continue to run.
         * @description Roles: operator.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /**
                     * @description Id of the order.
                     * @example ord_01jb5w8q2m3n4p5r6s7t8v9w0x
                     */
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["HoldOrderBody"];
                };
            };
            responses: {
                /** @description Success. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Order"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders/{id}/release": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Resumes the crediting of a held order.
         * @description Roles: operator.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /**
                     * @description Id of the order.
                     * @example ord_01jb5w8q2m3n4p5r6s7t8v9w0x
                     */
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["ReleaseOrderBody"];
                };
            };
            responses: {
                /** @description Success. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Order"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders/{id}/renew": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Places an order that renews this one. Its periods start after the existing ones.
         * @description Roles: sales, operator, customer.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /**
                     * @description Id of the order.
                     * @example ord_01jb5w8q2m3n4p5r6s7t8v9w0x
                     */
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["RenewOrderBody"];
                };
            };
            responses: {
                /** @description Success. */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Order"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/payment-methods": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Reads how orders can be paid here: the provider with its test tokens, and the bank accounts.
         * @description Roles: sales, delivery, operator, platform, customer.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Success. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PaymentMethods"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders/{id}/payments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Starts an online payment, to be captured by an event of the provider, or records an offline one (operator).
         * @description Roles: sales, operator, customer.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /**
                     * @description Id of the order.
                     * @example ord_01jb5w8q2m3n4p5r6s7t8v9w0x
                     */
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["StartPaymentBody"];
                };
            };
            responses: {
                /** @description Success. */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Payment"];
                    };
                };
                /** @description Success. */
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Payment"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/payments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists payments, newest first.
         * @description Roles: sales, delivery, operator, platform, customer.
         */
        get: {
            parameters: {
                query?: {
                    /** @description Largest number of entries of the page. */
                    limit?: number;
                    /** @description `nextCursor` of the page before. */
                    cursor?: string;
                    /** @description Only of this account. */
                    accountId?: string;
                    /** @description `true` lists sandbox accounts too, `only` lists nothing else. By default they are left out unless `accountId` names one; a key of role `customer` sees all of its accounts. */
                    sandbox?: "true" | "false" | "only";
                    /** @description Only of this order. */
                    orderId?: string;
                    /** @description Only in this state. */
                    state?: "pending" | "captured" | "declined" | "excess" | "mismatched" | "late" | "refunded";
                    /** @description First instant of capture. */
                    capturedFrom?: components["schemas"]["InstantInput"];
                    /** @description Exclusive end. */
                    capturedTo?: components["schemas"]["InstantInput"];
                    /** @description Goes before `Accept`. Without either the list is JSON. */
                    format?: "json" | "csv";
                    /** @description Only in CSV: its columns in their order, separated by commas. Fields of objects have paths, such as `total.amount`. Default: all. */
                    columns?: string;
                    /** @description Only in CSV: instants are in this IANA time zone, with their offset. Default: UTC, as in JSON. */
                    timeZone?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Success. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description The entries. */
                            items: components["schemas"]["Payment"][];
                            /** @description Cursor of the next page; null on the last one. */
                            nextCursor: string | null;
                        };
                        "text/csv": string;
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/payments/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Reads a payment.
         * @description Roles: sales, delivery, operator, platform, customer.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /**
                     * @description Id of the payment.
                     * @example pay_01jb5w8q2m3n4p5r6s7t8v9w0x
                     */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Success. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Payment"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/payments/{id}/refund": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Returns an unallocated payment: excess, mismatched or late.
         * @description Roles: operator.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /**
                     * @description Id of the payment.
                     * @example pay_01jb5w8q2m3n4p5r6s7t8v9w0x
                     */
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["RefundPaymentBody"];
                };
            };
            responses: {
                /** @description Success. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Payment"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/payments/{id}/apply": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Applies an unallocated payment to another order of the account.
         * @description Roles: operator.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /**
                     * @description Id of the payment.
                     * @example pay_01jb5w8q2m3n4p5r6s7t8v9w0x
                     */
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["ApplyPaymentBody"];
                };
            };
            responses: {
                /** @description Success. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Payment"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/payment-events/{provider}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Receives a signed event of a payment provider. Responds once it is stored; a repeat changes nothing.
         * @description No key is required: the provider signs the body, as Standard Webhooks.
         */
        post: {
            parameters: {
                query?: never;
                header: {
                    /**
                     * @description Id of the message, the same on every retry.
                     * @example msg_0001
                     */
                    "webhook-id": string;
                    /**
                     * @description When it was sent, in seconds since 1970, in real time. At most five minutes ago.
                     * @example 1772899200
                     */
                    "webhook-timestamp": string;
                    /**
                     * @description Signatures separated by spaces: `v1,` and the base64 of the HMAC-SHA256 of id, timestamp and body, joined by dots.
                     * @example v1,K5oZfzN95Z9UVu1EsfQmfVNQhnkZ2pj9o9NDN/H/pI4=
                     */
                    "webhook-signature": string;
                };
                path: {
                    /**
                     * @description Name of the configured payment provider.
                     * @example fake
                     */
                    provider: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["PaymentEvent"];
                };
            };
            responses: {
                /** @description Success. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["EventReceived"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders/{id}/refunds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists the refunds of an order, newest first.
         * @description Roles: sales, delivery, operator, platform, customer.
         */
        get: {
            parameters: {
                query?: {
                    /** @description Largest number of entries of the page. */
                    limit?: number;
                    /** @description `nextCursor` of the page before. */
                    cursor?: string;
                    /** @description Goes before `Accept`. Without either the list is JSON. */
                    format?: "json" | "csv";
                    /** @description Only in CSV: its columns in their order, separated by commas. Fields of objects have paths, such as `total.amount`. Default: all. */
                    columns?: string;
                    /** @description Only in CSV: instants are in this IANA time zone, with their offset. Default: UTC, as in JSON. */
                    timeZone?: string;
                };
                header?: never;
                path: {
                    /**
                     * @description Id of the order.
                     * @example ord_01jb5w8q2m3n4p5r6s7t8v9w0x
                     */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Success. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description The entries. */
                            items: components["schemas"]["Refund"][];
                            /** @description Cursor of the next page; null on the last one. */
                            nextCursor: string | null;
                        };
                        "text/csv": string;
                    };
                };
            };
        };
        put?: never;
        /**
         * Refunds what was not used, under the refund policy of each line.
         * @description Roles: operator.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /**
                     * @description Id of the order.
                     * @example ord_01jb5w8q2m3n4p5r6s7t8v9w0x
                     */
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["RefundBody"];
                };
            };
            responses: {
                /** @description Success. */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Refund"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/accounts/{id}/balances": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists the balance of every resource, with its live lots.
         * @description Roles: sales, delivery, operator, platform, customer.
         */
        get: {
            parameters: {
                query?: {
                    /** @description As of this past instant. */
                    asOf?: components["schemas"]["InstantInput"];
                };
                header?: never;
                path: {
                    /**
                     * @description Id of the account.
                     * @example acc_01jb5w8q2m3n4p5r6s7t8v9w0x
                     */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Success. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Balances"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/accounts/{id}/lots": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists the lots of an account, latest purchase first.
         * @description Roles: sales, delivery, operator, platform, customer.
         */
        get: {
            parameters: {
                query?: {
                    /** @description Largest number of entries of the page. */
                    limit?: number;
                    /** @description `nextCursor` of the page before. */
                    cursor?: string;
                    /** @description Only of this resource. */
                    resource?: string;
                    /** @description Only in this state. */
                    state?: "live" | "exhausted" | "expired" | "voided";
                    /** @description Only lots whose expiresAt is before this instant; live ones unless `state` is given. */
                    expiresBefore?: components["schemas"]["InstantInput"];
                    /** @description Goes before `Accept`. Without either the list is JSON. */
                    format?: "json" | "csv";
                    /** @description Only in CSV: its columns in their order, separated by commas. Fields of objects have paths, such as `total.amount`. Default: all. */
                    columns?: string;
                    /** @description Only in CSV: instants are in this IANA time zone, with their offset. Default: UTC, as in JSON. */
                    timeZone?: string;
                };
                header?: never;
                path: {
                    /**
                     * @description Id of the account.
                     * @example acc_01jb5w8q2m3n4p5r6s7t8v9w0x
                     */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Success. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description The entries. */
                            items: components["schemas"]["Lot"][];
                            /** @description Cursor of the next page; null on the last one. */
                            nextCursor: string | null;
                        };
                        "text/csv": string;
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/lots": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists the lots of all accounts, latest purchase first: what expires soon.
         * @description Roles: sales, delivery, operator, platform, customer.
         */
        get: {
            parameters: {
                query?: {
                    /** @description Largest number of entries of the page. */
                    limit?: number;
                    /** @description `nextCursor` of the page before. */
                    cursor?: string;
                    /** @description Only of this account. */
                    accountId?: string;
                    /** @description `true` lists sandbox accounts too, `only` lists nothing else. By default they are left out unless `accountId` names one; a key of role `customer` sees all of its accounts. */
                    sandbox?: "true" | "false" | "only";
                    /** @description Only of accounts that this sales team looks after now. A team of more than 2000 accounts is refused (`too_large_team`) unless `accountId` or the key narrows them. */
                    salesTeam?: string;
                    /** @description Only of this resource. */
                    resource?: string;
                    /** @description Only in this state. */
                    state?: "live" | "exhausted" | "expired" | "voided";
                    /** @description Only lots whose expiresAt is before this instant; live ones unless `state` is given. */
                    expiresBefore?: components["schemas"]["InstantInput"];
                    /** @description Goes before `Accept`. Without either the list is JSON. */
                    format?: "json" | "csv";
                    /** @description Only in CSV: its columns in their order, separated by commas. Fields of objects have paths, such as `total.amount`. Default: all. */
                    columns?: string;
                    /** @description Only in CSV: instants are in this IANA time zone, with their offset. Default: UTC, as in JSON. */
                    timeZone?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Success. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description The entries. */
                            items: components["schemas"]["Lot"][];
                            /** @description Cursor of the next page; null on the last one. */
                            nextCursor: string | null;
                        };
                        "text/csv": string;
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/accounts/{id}/credits": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Credits units free of charge. They pay arrears first.
         * @description Roles: operator.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /**
                     * @description Id of the account.
                     * @example acc_01jb5w8q2m3n4p5r6s7t8v9w0x
                     */
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["CreditBody"];
                };
            };
            responses: {
                /** @description Success. */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Lot"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/lots/{id}/extend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Extends a live lot.
         * @description Roles: operator.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /**
                     * @description Id of the lot.
                     * @example lot_01jb5w8q2m3n4p5r6s7t8v9w0x
                     */
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["ExtendLotBody"];
                };
            };
            responses: {
                /** @description Success. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Lot"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/accounts/{id}/licences": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists licences, latest first; with an organization, those whose scope includes it.
         * @description Roles: sales, delivery, operator, platform, customer.
         */
        get: {
            parameters: {
                query?: {
                    /** @description Largest number of entries of the page. */
                    limit?: number;
                    /** @description `nextCursor` of the page before. */
                    cursor?: string;
                    /** @description Only of this organization. */
                    organizationId?: string;
                    /** @description Only of this SKU. */
                    sku?: string;
                    /** @description Only queued and active licences that end before this instant. Perpetual ones never end. */
                    endsBefore?: components["schemas"]["InstantInput"];
                    /** @description Goes before `Accept`. Without either the list is JSON. */
                    format?: "json" | "csv";
                    /** @description Only in CSV: its columns in their order, separated by commas. Fields of objects have paths, such as `total.amount`. Default: all. */
                    columns?: string;
                    /** @description Only in CSV: instants are in this IANA time zone, with their offset. Default: UTC, as in JSON. */
                    timeZone?: string;
                };
                header?: never;
                path: {
                    /**
                     * @description Id of the account.
                     * @example acc_01jb5w8q2m3n4p5r6s7t8v9w0x
                     */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Success. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Licences"];
                        "text/csv": string;
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/licences": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists the licences of all accounts, latest first: what ends soon.
         * @description Roles: sales, delivery, operator, platform, customer.
         */
        get: {
            parameters: {
                query?: {
                    /** @description Largest number of entries of the page. */
                    limit?: number;
                    /** @description `nextCursor` of the page before. */
                    cursor?: string;
                    /** @description Only of this account. */
                    accountId?: string;
                    /** @description `true` lists sandbox accounts too, `only` lists nothing else. By default they are left out unless `accountId` names one; a key of role `customer` sees all of its accounts. */
                    sandbox?: "true" | "false" | "only";
                    /** @description Only of accounts that this sales team looks after now. A team of more than 2000 accounts is refused (`too_large_team`) unless `accountId` or the key narrows them. */
                    salesTeam?: string;
                    /** @description Only of this organization. */
                    organizationId?: string;
                    /** @description Only of this SKU. */
                    sku?: string;
                    /** @description Only queued and active licences that end before this instant. Perpetual ones never end. */
                    endsBefore?: components["schemas"]["InstantInput"];
                    /** @description Goes before `Accept`. Without either the list is JSON. */
                    format?: "json" | "csv";
                    /** @description Only in CSV: its columns in their order, separated by commas. Fields of objects have paths, such as `total.amount`. Default: all. */
                    columns?: string;
                    /** @description Only in CSV: instants are in this IANA time zone, with their offset. Default: UTC, as in JSON. */
                    timeZone?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Success. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description The entries. */
                            items: components["schemas"]["Licence"][];
                            /** @description Cursor of the next page; null on the last one. */
                            nextCursor: string | null;
                        };
                        "text/csv": string;
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/accounts/{id}/terms": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists terms, latest first, and the current cover; with an organization, only its own, without those of the account.
         * @description Roles: sales, delivery, operator, platform, customer.
         */
        get: {
            parameters: {
                query?: {
                    /** @description Largest number of entries of the page. */
                    limit?: number;
                    /** @description `nextCursor` of the page before. */
                    cursor?: string;
                    /** @description Only of this organization. */
                    organizationId?: string;
                    /** @description Only of this SKU. */
                    sku?: string;
                    /** @description Only queued and running terms that end before this instant. */
                    endsBefore?: components["schemas"]["InstantInput"];
                    /** @description Goes before `Accept`. Without either the list is JSON. */
                    format?: "json" | "csv";
                    /** @description Only in CSV: its columns in their order, separated by commas. Fields of objects have paths, such as `total.amount`. Default: all. */
                    columns?: string;
                    /** @description Only in CSV: instants are in this IANA time zone, with their offset. Default: UTC, as in JSON. */
                    timeZone?: string;
                };
                header?: never;
                path: {
                    /**
                     * @description Id of the account.
                     * @example acc_01jb5w8q2m3n4p5r6s7t8v9w0x
                     */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Success. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Terms"];
                        "text/csv": string;
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/terms": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists the terms of all accounts, latest first: what ends soon.
         * @description Roles: sales, delivery, operator, platform, customer.
         */
        get: {
            parameters: {
                query?: {
                    /** @description Largest number of entries of the page. */
                    limit?: number;
                    /** @description `nextCursor` of the page before. */
                    cursor?: string;
                    /** @description Only of this account. */
                    accountId?: string;
                    /** @description `true` lists sandbox accounts too, `only` lists nothing else. By default they are left out unless `accountId` names one; a key of role `customer` sees all of its accounts. */
                    sandbox?: "true" | "false" | "only";
                    /** @description Only of accounts that this sales team looks after now. A team of more than 2000 accounts is refused (`too_large_team`) unless `accountId` or the key narrows them. */
                    salesTeam?: string;
                    /** @description Only of this organization. */
                    organizationId?: string;
                    /** @description Only of this SKU. */
                    sku?: string;
                    /** @description Only queued and running terms that end before this instant. */
                    endsBefore?: components["schemas"]["InstantInput"];
                    /** @description Goes before `Accept`. Without either the list is JSON. */
                    format?: "json" | "csv";
                    /** @description Only in CSV: its columns in their order, separated by commas. Fields of objects have paths, such as `total.amount`. Default: all. */
                    columns?: string;
                    /** @description Only in CSV: instants are in this IANA time zone, with their offset. Default: UTC, as in JSON. */
                    timeZone?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Success. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description The entries. */
                            items: components["schemas"]["Term"][];
                            /** @description Cursor of the next page; null on the last one. */
                            nextCursor: string | null;
                        };
                        "text/csv": string;
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/accounts/{id}/journal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists the journal of an account, newest first.
         * @description Roles: sales, delivery, operator, platform, customer.
         */
        get: {
            parameters: {
                query?: {
                    /** @description Largest number of entries of the page. */
                    limit?: number;
                    /** @description `nextCursor` of the page before. */
                    cursor?: string;
                    /** @description Only about this lot. */
                    lotId?: string;
                    /** @description Only about this usage. */
                    usageId?: string;
                    /** @description Goes before `Accept`. Without either the list is JSON. */
                    format?: "json" | "csv";
                    /** @description Only in CSV: its columns in their order, separated by commas. Fields of objects have paths, such as `total.amount`. Default: all. */
                    columns?: string;
                    /** @description Only in CSV: instants are in this IANA time zone, with their offset. Default: UTC, as in JSON. */
                    timeZone?: string;
                };
                header?: never;
                path: {
                    /**
                     * @description Id of the account.
                     * @example acc_01jb5w8q2m3n4p5r6s7t8v9w0x
                     */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Success. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description The entries. */
                            items: components["schemas"]["JournalEntry"][];
                            /** @description Cursor of the next page; null on the last one. */
                            nextCursor: string | null;
                        };
                        "text/csv": string;
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/accounts/{id}/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Streams all records of an account, one per line, with the signature as the last line.
         * @description Roles: operator.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /**
                     * @description Id of the account.
                     * @example acc_01jb5w8q2m3n4p5r6s7t8v9w0x
                     */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Success. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/x-ndjson": string;
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/verify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Verifies an export line by line, and names the first line that was changed.
         * @description Roles: operator.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            /** @description Read as a stream. */
            requestBody: {
                content: {
                    "application/x-ndjson": string;
                };
            };
            responses: {
                /** @description Success. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Verdict"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/verify/key": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The public key of the signature of exports.
         * @description Public: no key is required.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Success. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["VerificationKey"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/files": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Stores a PDF, JPEG or PNG of at most 10 MiB. X-File-Name is its name, percent-encoded.
         * @description Roles: sales, delivery, operator, customer.
         */
        post: {
            parameters: {
                query: {
                    /**
                     * @description Only of this account.
                     * @example acc_01jb5w8q2m3n4p5r6s7t8v9w0x
                     */
                    accountId: string;
                };
                header: {
                    /**
                     * @description Name of the file, percent-encoded; up to 200 characters without slashes.
                     * @example COOP-2025-17.pdf
                     */
                    "X-File-Name": string;
                };
                path?: never;
                cookie?: never;
            };
            /** @description Read as a stream. */
            requestBody: {
                content: {
                    "application/pdf": string;
                    "image/jpeg": string;
                    "image/png": string;
                };
            };
            responses: {
                /** @description Success. */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["StoredFile"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/files/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Downloads the file as an attachment; it is never rendered in a page.
         * @description Roles: sales, delivery, operator, customer.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /**
                     * @description Id of the file.
                     * @example fil_01jb5w8q2m3n4p5r6s7t8v9w0x
                     */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Success. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/pdf": string;
                        "image/jpeg": string;
                        "image/png": string;
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/accounts/{id}/capabilities": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists what the account may do now, with the reason for what it may not.
         * @description Roles: sales, delivery, operator, platform, customer.
         */
        get: {
            parameters: {
                query?: {
                    /** @description Only of this organization. */
                    organizationId?: string;
                };
                header?: never;
                path: {
                    /**
                     * @description Id of the account.
                     * @example acc_01jb5w8q2m3n4p5r6s7t8v9w0x
                     */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Success. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Capabilities"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/accounts/{id}/overview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Shows the status of an account, or of one of its organizations: what it has, what is open, what falls due and what can be done.
         * @description Roles: sales, delivery, operator, platform, customer.
         */
        get: {
            parameters: {
                query?: {
                    /** @description Only of this organization. */
                    organizationId?: string;
                };
                header?: never;
                path: {
                    /**
                     * @description Id of the account.
                     * @example acc_01jb5w8q2m3n4p5r6s7t8v9w0x
                     */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Success. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Overview"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/accounts/{id}/episodes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists the episodes of an account, newest first.
         * @description Roles: sales, delivery, operator, platform, customer.
         */
        get: {
            parameters: {
                query?: {
                    /** @description Largest number of entries of the page. */
                    limit?: number;
                    /** @description `nextCursor` of the page before. */
                    cursor?: string;
                    /** @description Only in this state. */
                    state?: "open" | "suspended" | "closed";
                    /** @description Only of this kind. */
                    kind?: "units" | "validity";
                    /** @description First instant of opening. */
                    openedFrom?: components["schemas"]["InstantInput"];
                    /** @description Goes before `Accept`. Without either the list is JSON. */
                    format?: "json" | "csv";
                    /** @description Only in CSV: its columns in their order, separated by commas. Fields of objects have paths, such as `total.amount`. Default: all. */
                    columns?: string;
                    /** @description Only in CSV: instants are in this IANA time zone, with their offset. Default: UTC, as in JSON. */
                    timeZone?: string;
                };
                header?: never;
                path: {
                    /**
                     * @description Id of the account.
                     * @example acc_01jb5w8q2m3n4p5r6s7t8v9w0x
                     */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Success. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description The entries. */
                            items: components["schemas"]["Episode"][];
                            /** @description Cursor of the next page; null on the last one. */
                            nextCursor: string | null;
                        };
                        "text/csv": string;
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/episodes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists the episodes of all accounts, newest first: which are in arrears, and which are suspended.
         * @description Roles: sales, delivery, operator, platform, customer.
         */
        get: {
            parameters: {
                query?: {
                    /** @description Largest number of entries of the page. */
                    limit?: number;
                    /** @description `nextCursor` of the page before. */
                    cursor?: string;
                    /** @description Only of this account. */
                    accountId?: string;
                    /** @description `true` lists sandbox accounts too, `only` lists nothing else. By default they are left out unless `accountId` names one; a key of role `customer` sees all of its accounts. */
                    sandbox?: "true" | "false" | "only";
                    /** @description Only of accounts that this sales team looks after now. A team of more than 2000 accounts is refused (`too_large_team`) unless `accountId` or the key narrows them. */
                    salesTeam?: string;
                    /** @description Only in this state. */
                    state?: "open" | "suspended" | "closed";
                    /** @description Only of this kind. */
                    kind?: "units" | "validity";
                    /** @description First instant of opening. */
                    openedFrom?: components["schemas"]["InstantInput"];
                    /** @description Goes before `Accept`. Without either the list is JSON. */
                    format?: "json" | "csv";
                    /** @description Only in CSV: its columns in their order, separated by commas. Fields of objects have paths, such as `total.amount`. Default: all. */
                    columns?: string;
                    /** @description Only in CSV: instants are in this IANA time zone, with their offset. Default: UTC, as in JSON. */
                    timeZone?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Success. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description The entries. */
                            items: components["schemas"]["Episode"][];
                            /** @description Cursor of the next page; null on the last one. */
                            nextCursor: string | null;
                        };
                        "text/csv": string;
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/episodes/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Reads an episode with its notices and what settled it.
         * @description Roles: sales, delivery, operator, platform, customer.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /**
                     * @description Id of the episode.
                     * @example epi_01jb5w8q2m3n4p5r6s7t8v9w0x
                     */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Success. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Episode"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/episodes/{id}/write-off": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Writes the arrears off. A suspension remains until units are available again.
         * @description Roles: operator.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /**
                     * @description Id of the episode.
                     * @example epi_01jb5w8q2m3n4p5r6s7t8v9w0x
                     */
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["WriteOffEpisodeBody"];
                };
            };
            responses: {
                /** @description Success. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Episode"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/services": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists services, latest purchase first.
         * @description Roles: sales, delivery, operator, platform, customer.
         */
        get: {
            parameters: {
                query?: {
                    /** @description Largest number of entries of the page. */
                    limit?: number;
                    /** @description `nextCursor` of the page before. */
                    cursor?: string;
                    /** @description Beginning of an id, of a reference, or of the name of the account or an organization, in any case of letters. If the names of more than 500 accounts or 500 organizations begin with it, it is refused (`too_many_names`). */
                    query?: string;
                    /** @description Only of this account. */
                    accountId?: string;
                    /** @description `true` lists sandbox accounts too, `only` lists nothing else. By default they are left out unless `accountId` names one; a key of role `customer` sees all of its accounts. */
                    sandbox?: "true" | "false" | "only";
                    /** @description Only in this state. */
                    state?: "available" | "in_delivery" | "delivered" | "running" | "accepted" | "ended" | "lapsed" | "refunded";
                    /** @description Only of this order. */
                    orderId?: string;
                    /** @description Only of this assignee. */
                    assignee?: string;
                    /** @description Only services without an assignee. */
                    unassigned?: "true";
                    /** @description Only services that wait to be started, delivered or accepted. */
                    open?: "true";
                    /** @description Only services whose startBy or endsAt is in the future and before this instant. */
                    dueBefore?: components["schemas"]["InstantInput"];
                    /** @description Goes before `Accept`. Without either the list is JSON. */
                    format?: "json" | "csv";
                    /** @description Only in CSV: its columns in their order, separated by commas. Fields of objects have paths, such as `total.amount`. Default: all. */
                    columns?: string;
                    /** @description Only in CSV: instants are in this IANA time zone, with their offset. Default: UTC, as in JSON. */
                    timeZone?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Success. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description The entries. */
                            items: components["schemas"]["Service"][];
                            /** @description Cursor of the next page; null on the last one. */
                            nextCursor: string | null;
                        };
                        "text/csv": string;
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/services/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Reads a service.
         * @description Roles: sales, delivery, operator, platform, customer.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /**
                     * @description Id of the service.
                     * @example svc_01jb5w8q2m3n4p5r6s7t8v9w0x
                     */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Success. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Service"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/services/{id}/assign": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Assigns the service.
         * @description Roles: delivery, operator.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /**
                     * @description Id of the service.
                     * @example svc_01jb5w8q2m3n4p5r6s7t8v9w0x
                     */
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["AssignServiceBody"];
                };
            };
            responses: {
                /** @description Success. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Service"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/services/{id}/start": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Starts the service or the maintenance.
         * @description Roles: delivery, operator.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /**
                     * @description Id of the service.
                     * @example svc_01jb5w8q2m3n4p5r6s7t8v9w0x
                     */
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["NoBody"];
                };
            };
            responses: {
                /** @description Success. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Service"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/services/{id}/deliver": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Marks the service as delivered, to be accepted or rejected by the customer.
         * @description Roles: delivery, operator.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /**
                     * @description Id of the service.
                     * @example svc_01jb5w8q2m3n4p5r6s7t8v9w0x
                     */
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["DeliverServiceBody"];
                };
            };
            responses: {
                /** @description Success. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Service"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/services/{id}/accept": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Records the acceptance by the customer. There is no tacit acceptance.
         * @description Roles: delivery, operator, customer.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /**
                     * @description Id of the service.
                     * @example svc_01jb5w8q2m3n4p5r6s7t8v9w0x
                     */
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["AcceptServiceBody"];
                };
            };
            responses: {
                /** @description Success. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Service"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/services/{id}/reject": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Records the rejection by the customer with the reason; work continues.
         * @description Roles: delivery, operator, customer.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /**
                     * @description Id of the service.
                     * @example svc_01jb5w8q2m3n4p5r6s7t8v9w0x
                     */
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["RejectServiceBody"];
                };
            };
            responses: {
                /** @description Success. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Service"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/services/{id}/extend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Extends the date by which a service can be started, before it is started or lapses.
         * @description Roles: operator.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /**
                     * @description Id of the service.
                     * @example svc_01jb5w8q2m3n4p5r6s7t8v9w0x
                     */
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["ExtendServiceBody"];
                };
            };
            responses: {
                /** @description Success. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Service"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/services/{id}/token": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Reads the token of the service's note. For its assignee and operators; every read is audited.
         * @description Roles: delivery, operator.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /**
                     * @description Id of the service.
                     * @example svc_01jb5w8q2m3n4p5r6s7t8v9w0x
                     */
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["NoBody"];
                };
            };
            responses: {
                /** @description Success. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ServiceToken"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/services/{id}/acceptance-links": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Creates a link with which the user accepts or rejects the delivery. A newer link replaces it.
         * @description Roles: delivery, operator.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /**
                     * @description Id of the service.
                     * @example svc_01jb5w8q2m3n4p5r6s7t8v9w0x
                     */
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["CreateAcceptanceLinkBody"];
                };
            };
            responses: {
                /** @description Success. */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["AcceptanceLink"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sign-off/{token}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Reads the delivery of a sign-off link, without a key. Changes nothing.
         * @description Public: no key is required.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /**
                     * @description The token of the sign-off link: the last segment of its URL.
                     * @example kq0Y3mW1cJ8tB5uZ2xN7vR4sD6gH9aLfEoPiQwTyUhM
                     */
                    token: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Success. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["SignOff"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sign-off/{token}/evidence": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Downloads the photo or document of the delivery, without a key, as long as the link can be used.
         * @description Public: no key is required.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /**
                     * @description The token of the sign-off link: the last segment of its URL.
                     * @example kq0Y3mW1cJ8tB5uZ2xN7vR4sD6gH9aLfEoPiQwTyUhM
                     */
                    token: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Success. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/pdf": string;
                        "image/jpeg": string;
                        "image/png": string;
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sign-off/{token}/certificate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Reads the certificate of the acceptance, without a key, as long as the link can be used.
         * @description Public: no key is required.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /**
                     * @description The token of the sign-off link: the last segment of its URL.
                     * @example kq0Y3mW1cJ8tB5uZ2xN7vR4sD6gH9aLfEoPiQwTyUhM
                     */
                    token: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Success. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Certificate"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/services/{id}/certificate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Reads the certificate of an accepted service: what was ordered, delivered and accepted, with hashes.
         * @description Roles: sales, delivery, operator, platform, customer.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /**
                     * @description Id of the service.
                     * @example svc_01jb5w8q2m3n4p5r6s7t8v9w0x
                     */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Success. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Certificate"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sign-off/{token}/accept": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Accepts the delivery. The same decision again changes nothing.
         * @description Public: no key is required.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /**
                     * @description The token of the sign-off link: the last segment of its URL.
                     * @example kq0Y3mW1cJ8tB5uZ2xN7vR4sD6gH9aLfEoPiQwTyUhM
                     */
                    token: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["AcceptSignOffBody"];
                };
            };
            responses: {
                /** @description Success. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["SignOff"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sign-off/{token}/reject": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Rejects the delivery with a reason. The same decision again changes nothing.
         * @description Public: no key is required.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /**
                     * @description The token of the sign-off link: the last segment of its URL.
                     * @example kq0Y3mW1cJ8tB5uZ2xN7vR4sD6gH9aLfEoPiQwTyUhM
                     */
                    token: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["RejectSignOffBody"];
                };
            };
            responses: {
                /** @description Success. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["SignOff"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/accounts/{id}/low-balance": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists the balances at which the account is notified that a pool is low, for every resource.
         * @description Roles: sales, delivery, operator, platform, customer.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /**
                     * @description Id of the account.
                     * @example acc_01jb5w8q2m3n4p5r6s7t8v9w0x
                     */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Success. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["LowBalance"];
                    };
                };
            };
        };
        /**
         * Sets these balances for one resource. A notice is sent when a usage takes the pool to one of them or below.
         * @description Roles: sales, operator.
         */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /**
                     * @description Id of the account.
                     * @example acc_01jb5w8q2m3n4p5r6s7t8v9w0x
                     */
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["SetLowBalanceBody"];
                };
            };
            responses: {
                /** @description Success. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["LowBalance"];
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/notices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists notices, newest first.
         * @description Roles: sales, delivery, operator, platform, customer.
         */
        get: {
            parameters: {
                query?: {
                    /** @description Largest number of entries of the page. */
                    limit?: number;
                    /** @description `nextCursor` of the page before. */
                    cursor?: string;
                    /** @description Only of this account. */
                    accountId?: string;
                    /** @description `true` lists sandbox accounts too, `only` lists nothing else. By default they are left out unless `accountId` names one; a key of role `customer` sees all of its accounts. */
                    sandbox?: "true" | "false" | "only";
                    /** @description Only of this kind. */
                    kind?: "pool.low" | "pool.exhausted" | "lot.credited" | "lot.expiring" | "lot.expired" | "arrears.opened" | "arrears.reduced" | "arrears.cleared" | "service.suspended" | "service.resumed" | "term.activated" | "term.expiring" | "term.ended" | "licence.activated" | "licence.expiring" | "licence.ended" | "order.paid" | "order.payment_due" | "order.payment_expired" | "order.refunded" | "crediting.late" | "service.started" | "service.expiring" | "service.lapsed" | "service.delivered" | "service.awaiting_acceptance" | "service.accepted" | "service.rejected" | "service.ended";
                    /** @description Only for this platform. */
                    platform?: "business" | "management";
                    /** @description Only in this state. */
                    state?: "pending" | "delivered" | "failed";
                    /** @description Goes before `Accept`. Without either the list is JSON. */
                    format?: "json" | "csv";
                    /** @description Only in CSV: its columns in their order, separated by commas. Fields of objects have paths, such as `total.amount`. Default: all. */
                    columns?: string;
                    /** @description Only in CSV: instants are in this IANA time zone, with their offset. Default: UTC, as in JSON. */
                    timeZone?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Success. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description The entries. */
                            items: components["schemas"]["Notice"][];
                            /** @description Cursor of the next page; null on the last one. */
                            nextCursor: string | null;
                        };
                        "text/csv": string;
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/notices/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Reads a notice.
         * @description Roles: sales, delivery, operator, platform, customer.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /**
                     * @description Id of the notice.
                     * @example ntc_01jb5w8q2m3n4p5r6s7t8v9w0x
                     */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Success. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Notice"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/notices/{id}/resend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sends a notice again to every platform, under the same ids. What is pending is sent at once.
         * @description Roles: operator.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /**
                     * @description Id of the notice.
                     * @example ntc_01jb5w8q2m3n4p5r6s7t8v9w0x
                     */
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["NoBody"];
                };
            };
            responses: {
                /** @description Success. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Notice"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/platforms/{platform}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Reads the notice endpoints of a platform: business or management.
         * @description Roles: operator.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /**
                     * @description The platform.
                     * @example business
                     */
                    platform: "business" | "management";
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Success. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PlatformSettings"];
                    };
                };
            };
        };
        /**
         * Sets the notice endpoints of a platform. Omitted fields are removed. What waits for a changed endpoint is sent at once.
         * @description Roles: operator.
         */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /**
                     * @description The platform.
                     * @example business
                     */
                    platform: "business" | "management";
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["SetPlatformBody"];
                };
            };
            responses: {
                /** @description Success. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PlatformSettings"];
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/platforms/{platform}/rotate-secret": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Creates a new signing secret, shown once. The previous one remains valid for 24 hours. Pending notices are sent at once.
         * @description Roles: operator.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /**
                     * @description The platform.
                     * @example business
                     */
                    platform: "business" | "management";
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["NoBody"];
                };
            };
            responses: {
                /** @description Success. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["RotatedSecret"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tasks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists tasks, newest first.
         * @description Roles: sales, delivery, operator, platform.
         */
        get: {
            parameters: {
                query?: {
                    /** @description Largest number of entries of the page. */
                    limit?: number;
                    /** @description `nextCursor` of the page before. */
                    cursor?: string;
                    /** @description Only of this account. */
                    accountId?: string;
                    /** @description `true` lists sandbox accounts too, `only` lists nothing else. By default they are left out unless `accountId` names one; a key of role `customer` sees all of its accounts. */
                    sandbox?: "true" | "false" | "only";
                    /** @description Only for this role. */
                    role?: "sales" | "delivery" | "operator";
                    /** @description Only of this kind. */
                    kind?: "agreement.needed" | "renewal.contact" | "service.to_start" | "service.to_accept" | "crediting.warning" | "crediting.breach" | "payment.excess" | "payment.mismatched" | "payment.late" | "payment.unknown" | "arrears.high" | "message.undeliverable" | "notice.undeliverable" | "reconcile.difference";
                    /** @description Only in this state. */
                    state?: "open" | "resolved";
                    /** @description Only due before this instant. */
                    dueBefore?: components["schemas"]["InstantInput"];
                    /** @description Goes before `Accept`. Without either the list is JSON. */
                    format?: "json" | "csv";
                    /** @description Only in CSV: its columns in their order, separated by commas. Fields of objects have paths, such as `total.amount`. Default: all. */
                    columns?: string;
                    /** @description Only in CSV: instants are in this IANA time zone, with their offset. Default: UTC, as in JSON. */
                    timeZone?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Success. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description The entries. */
                            items: components["schemas"]["Task"][];
                            /** @description Cursor of the next page; null on the last one. */
                            nextCursor: string | null;
                        };
                        "text/csv": string;
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tasks/{id}/resolve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Resolves a task, with a key of the task's role or of an operator.
         * @description Roles: sales, delivery, operator.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /**
                     * @description Id of the task.
                     * @example tsk_01jb5w8q2m3n4p5r6s7t8v9w0x
                     */
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["ResolveTaskBody"];
                };
            };
            responses: {
                /** @description Success. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Task"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/deadlines": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists deadlines, soonest first.
         * @description Roles: sales, delivery, operator, platform, customer.
         */
        get: {
            parameters: {
                query?: {
                    /** @description Largest number of entries of the page. */
                    limit?: number;
                    /** @description `nextCursor` of the page before. */
                    cursor?: string;
                    /** @description Only of this account. */
                    accountId?: string;
                    /** @description `true` lists sandbox accounts too, `only` lists nothing else. By default they are left out unless `accountId` names one; a key of role `customer` sees all of its accounts. */
                    sandbox?: "true" | "false" | "only";
                    /** @description Only before this instant. */
                    before?: components["schemas"]["InstantInput"];
                    /** @description Only of this kind. */
                    kind?: "payment.reminder" | "payment.due" | "crediting.warning" | "crediting.breach" | "service.reminder" | "service.start_by" | "service.acceptance_reminder" | "service.ends" | "licence.starts" | "licence.reminder" | "licence.ends" | "term.starts" | "term.reminder" | "term.ends" | "lot.reminder" | "lot.expires" | "episode.suspends";
                    /** @description Goes before `Accept`. Without either the list is JSON. */
                    format?: "json" | "csv";
                    /** @description Only in CSV: its columns in their order, separated by commas. Fields of objects have paths, such as `total.amount`. Default: all. */
                    columns?: string;
                    /** @description Only in CSV: instants are in this IANA time zone, with their offset. Default: UTC, as in JSON. */
                    timeZone?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Success. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description The entries. */
                            items: components["schemas"]["Deadline"][];
                            /** @description Cursor of the next page; null on the last one. */
                            nextCursor: string | null;
                        };
                        "text/csv": string;
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists audit records, newest first.
         * @description Roles: operator.
         */
        get: {
            parameters: {
                query?: {
                    /** @description Largest number of entries of the page. */
                    limit?: number;
                    /** @description `nextCursor` of the page before. */
                    cursor?: string;
                    /** @description Only of this account. */
                    accountId?: string;
                    /** @description `true` lists sandbox accounts too, `only` lists nothing else. By default they are left out unless `accountId` names one; a key of role `customer` sees all of its accounts. */
                    sandbox?: "true" | "false" | "only";
                    /** @description Only by this actor. */
                    actor?: string;
                    /** @description Only of this type. */
                    type?: string;
                    /** @description Goes before `Accept`. Without either the list is JSON. */
                    format?: "json" | "csv";
                    /** @description Only in CSV: its columns in their order, separated by commas. Fields of objects have paths, such as `total.amount`. Default: all. */
                    columns?: string;
                    /** @description Only in CSV: instants are in this IANA time zone, with their offset. Default: UTC, as in JSON. */
                    timeZone?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Success. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description The entries. */
                            items: components["schemas"]["AuditRecord"][];
                            /** @description Cursor of the next page; null on the last one. */
                            nextCursor: string | null;
                        };
                        "text/csv": string;
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/accounts/{id}/timeline": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists everything that happened to an account, including each usage, oldest first.
         * @description Roles: sales, delivery, operator, platform, customer.
         */
        get: {
            parameters: {
                query?: {
                    /** @description Largest number of entries of the page. */
                    limit?: number;
                    /** @description `nextCursor` of the page before. */
                    cursor?: string;
                    /** @description Only of this type. */
                    type?: string;
                    /** @description Goes before `Accept`. Without either the list is JSON. */
                    format?: "json" | "csv";
                    /** @description Only in CSV: its columns in their order, separated by commas. Fields of objects have paths, such as `total.amount`. Default: all. */
                    columns?: string;
                    /** @description Only in CSV: instants are in this IANA time zone, with their offset. Default: UTC, as in JSON. */
                    timeZone?: string;
                };
                header?: never;
                path: {
                    /**
                     * @description Id of the account.
                     * @example acc_01jb5w8q2m3n4p5r6s7t8v9w0x
                     */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Success. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description The entries. */
                            items: components["schemas"]["AccountTimelineEntry"][];
                            /** @description Cursor of the next page; null on the last one. */
                            nextCursor: string | null;
                        };
                        "text/csv": string;
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists API keys, newest first.
         * @description Roles: operator.
         */
        get: {
            parameters: {
                query?: {
                    /** @description Largest number of entries of the page. */
                    limit?: number;
                    /** @description `nextCursor` of the page before. */
                    cursor?: string;
                    /** @description Only keys that are limited to this account and possibly others. */
                    accountId?: string;
                    /** @description Goes before `Accept`. Without either the list is JSON. */
                    format?: "json" | "csv";
                    /** @description Only in CSV: its columns in their order, separated by commas. Fields of objects have paths, such as `total.amount`. Default: all. */
                    columns?: string;
                    /** @description Only in CSV: instants are in this IANA time zone, with their offset. Default: UTC, as in JSON. */
                    timeZone?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Success. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description The entries. */
                            items: components["schemas"]["ApiKey"][];
                            /** @description Cursor of the next page; null on the last one. */
                            nextCursor: string | null;
                        };
                        "text/csv": string;
                    };
                };
            };
        };
        put?: never;
        /**
         * Creates an API key. The key itself is shown once.
         * @description Roles: operator.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["CreateKeyBody"];
                };
            };
            responses: {
                /** @description Success. */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["CreatedApiKey"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/keys/{id}/revoke": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Revokes an API key, except the last usable operator key. Revoking it again changes nothing.
         * @description Roles: operator.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /**
                     * @description Id of the key, not the key itself.
                     * @example key_01jb5w8q2m3n4p5r6s7t8v9w0x
                     */
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["RevokeKeyBody"];
                };
            };
            responses: {
                /** @description Success. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ApiKey"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists sessions, newest first: those of the same key, and for an unlimited operator all.
         * @description Roles: sales, delivery, operator, platform, customer.
         */
        get: {
            parameters: {
                query?: {
                    /** @description Largest number of entries of the page. */
                    limit?: number;
                    /** @description `nextCursor` of the page before. */
                    cursor?: string;
                    /** @description Goes before `Accept`. Without either the list is JSON. */
                    format?: "json" | "csv";
                    /** @description Only in CSV: its columns in their order, separated by commas. Fields of objects have paths, such as `total.amount`. Default: all. */
                    columns?: string;
                    /** @description Only in CSV: instants are in this IANA time zone, with their offset. Default: UTC, as in JSON. */
                    timeZone?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Success. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description The entries. */
                            items: components["schemas"]["Session"][];
                            /** @description Cursor of the next page; null on the last one. */
                            nextCursor: string | null;
                        };
                        "text/csv": string;
                    };
                };
            };
        };
        put?: never;
        /**
         * Signs in with an API key or a one-use link. The response sets a cookie that calls of the same origin carry, for 12 hours.
         * @description Public: no key is required.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["StartSessionBody"];
                };
            };
            responses: {
                /** @description Success. */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Session"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sessions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Reads a session. `current` stands for the session of the request.
         * @description Roles: sales, delivery, operator, platform, customer.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /**
                     * @description Id of the session; `current` for the session of the request.
                     * @example ses_01jb5w8q2m3n4p5r6s7t8v9w0x
                     */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Success. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Session"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        /**
         * Ends a session. `current` signs out. Ending it again changes nothing.
         * @description Roles: sales, delivery, operator, platform, customer.
         */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /**
                     * @description Id of the session; `current` for the session of the request.
                     * @example ses_01jb5w8q2m3n4p5r6s7t8v9w0x
                     */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Success. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Session"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sign-in-links": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Creates a link that signs in once, within 10 minutes, with the roles and accounts of the caller's key; for an unlimited operator also of another key, such as that of a buyer.
         * @description Roles: sales, delivery, operator.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["CreateSignInLinkBody"];
                };
            };
            responses: {
                /** @description Success. */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["SignInLink"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/healthz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Liveness of the process.
         * @description Public: no key is required.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Success. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /**
                             * @description True: the process lives.
                             * @constant
                             */
                            alive: true;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/readyz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Readiness: MongoDB and Temporal are available.
         * @description Public: no key is required.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Success. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Readiness"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/readyz/usage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Readiness for usage: MongoDB is available.
         * @description Public: no key is required.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Success. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["UsageReadiness"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/openapi.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The OpenAPI 3.1 document of this API.
         * @description Public: no key is required.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Success. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /**
                             * @description Version of OpenAPI.
                             * @constant
                             */
                            openapi: "3.1.0";
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/docs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The API documentation as a page.
         * @description Public: no key is required.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Success. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "text/html; charset=utf-8": string;
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Metrics in the Prometheus text format.
         * @description Public: no key is required.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Success. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "text/plain; version=0.0.4; charset=utf-8": string;
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/problems/{code}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Explains an error code: the page to which the type of a problem points.
         * @description Public: no key is required.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /**
                     * @description The error code, as in `code` of a problem.
                     * @example order_invalid
                     */
                    code: "malformed_json" | "idempotency_key_required" | "unauthenticated" | "suspended" | "insufficient_balance" | "forbidden" | "not_found" | "method_not_allowed" | "illegal_transition" | "agreement_required" | "idempotency_in_flight" | "sandbox_only" | "basic_inactive" | "conflict" | "payload_too_large" | "validation_failed" | "order_invalid" | "refund_not_allowed" | "idempotency_mismatch" | "rate_limited" | "unavailable" | "internal";
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Success. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ProblemType"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export interface webhooks {
    "pool.low": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sent when a pool falls to a warning level or below. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /**
                         * @description Kind of the notice.
                         * @constant
                         */
                        type: "pool.low";
                        /**
                         * Format: date-time
                         * @description When it happened, in account time.
                         */
                        timestamp: string;
                        /** @description The facts of the notice. A fact that is not known is null or absent; more may be added. */
                        data: {
                            /** @description Code of the resource, such as `inspection`. */
                            resource?: string | null;
                            /** @description Id of the rule that decided; `GET /v1/rules/{id}` states it. */
                            rule?: string | null;
                            /** @description What can be ordered. */
                            buy?: {
                                /** @description Code of the SKU. */
                                sku: string;
                                /** @description Number of units. */
                                quantity: number;
                                /** @description The duration to order, if the SKU is sold by duration. */
                                term?: {
                                    /** @description Number. */
                                    count: number;
                                    /**
                                     * @description Unit.
                                     * @enum {unknown}
                                     */
                                    unit: "month" | "year";
                                };
                            };
                            /** @description The warning level. */
                            threshold?: number | null;
                            /** @description Units that can be used. */
                            available?: number | null;
                            /** @description Id of the notice. */
                            noticeId: string;
                            /** @description Id of the account. */
                            accountId: string;
                            /** @description Name of the account. */
                            accountName: string;
                            /** @description A headline for people. */
                            title: components["schemas"]["Localized"];
                            /** @description The whole message for people. */
                            text: components["schemas"]["Localized"];
                            /** @description Name of the organization. */
                            organizationName?: string;
                            /** @description Name of the consortium. */
                            consortiumName?: string;
                            /** @description The buyer’s own reference of the order. */
                            reference?: string | null;
                            /** @description Name of the SKU. */
                            name?: components["schemas"]["Localized"];
                            /** @description Name of the resource. */
                            resourceName?: components["schemas"]["Localized"];
                        };
                    };
                };
            };
            responses: never;
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "pool.exhausted": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sent when a pool has no units left. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /**
                         * @description Kind of the notice.
                         * @constant
                         */
                        type: "pool.exhausted";
                        /**
                         * Format: date-time
                         * @description When it happened, in account time.
                         */
                        timestamp: string;
                        /** @description The facts of the notice. A fact that is not known is null or absent; more may be added. */
                        data: {
                            /** @description Code of the resource, such as `inspection`. */
                            resource?: string | null;
                            /** @description Id of the rule that decided; `GET /v1/rules/{id}` states it. */
                            rule?: string | null;
                            /** @description What can be ordered. */
                            buy?: {
                                /** @description Code of the SKU. */
                                sku: string;
                                /** @description Number of units. */
                                quantity: number;
                                /** @description The duration to order, if the SKU is sold by duration. */
                                term?: {
                                    /** @description Number. */
                                    count: number;
                                    /**
                                     * @description Unit.
                                     * @enum {unknown}
                                     */
                                    unit: "month" | "year";
                                };
                            };
                            /** @description Id of the notice. */
                            noticeId: string;
                            /** @description Id of the account. */
                            accountId: string;
                            /** @description Name of the account. */
                            accountName: string;
                            /** @description A headline for people. */
                            title: components["schemas"]["Localized"];
                            /** @description The whole message for people. */
                            text: components["schemas"]["Localized"];
                            /** @description Name of the organization. */
                            organizationName?: string;
                            /** @description Name of the consortium. */
                            consortiumName?: string;
                            /** @description The buyer’s own reference of the order. */
                            reference?: string | null;
                            /** @description Name of the SKU. */
                            name?: components["schemas"]["Localized"];
                            /** @description Name of the resource. */
                            resourceName?: components["schemas"]["Localized"];
                        };
                    };
                };
            };
            responses: never;
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "lot.credited": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sent when units are credited, by an order or free of charge. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /**
                         * @description Kind of the notice.
                         * @constant
                         */
                        type: "lot.credited";
                        /**
                         * Format: date-time
                         * @description When it happened, in account time.
                         */
                        timestamp: string;
                        /** @description The facts of the notice. A fact that is not known is null or absent; more may be added. */
                        data: {
                            /** @description Id of the lot. */
                            lotId?: string | null;
                            /** @description Code of the resource, such as `inspection`. */
                            resource?: string | null;
                            /** @description Id of the order. */
                            orderId?: string | null;
                            /** @description Id of the line of the order. */
                            lineId?: string | null;
                            /** @description Code of the SKU. */
                            sku?: string | null;
                            /** @description Number of units. */
                            units?: number | null;
                            /** @description Years for which the content of a unit is stored. */
                            storageYears?: number | null;
                            /**
                             * Format: date-time
                             * @description Exclusive end.
                             */
                            expiresAt?: string | null;
                            /** @description Units that paid arrears. */
                            offset?: number | null;
                            /** @description Id of the notice. */
                            noticeId: string;
                            /** @description Id of the account. */
                            accountId: string;
                            /** @description Name of the account. */
                            accountName: string;
                            /** @description A headline for people. */
                            title: components["schemas"]["Localized"];
                            /** @description The whole message for people. */
                            text: components["schemas"]["Localized"];
                            /** @description Name of the organization. */
                            organizationName?: string;
                            /** @description Name of the consortium. */
                            consortiumName?: string;
                            /** @description The buyer’s own reference of the order. */
                            reference?: string | null;
                            /** @description Name of the SKU. */
                            name?: components["schemas"]["Localized"];
                            /** @description Name of the resource. */
                            resourceName?: components["schemas"]["Localized"];
                        };
                    };
                };
            };
            responses: never;
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "lot.expiring": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sent when a lot with units left expires soon. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /**
                         * @description Kind of the notice.
                         * @constant
                         */
                        type: "lot.expiring";
                        /**
                         * Format: date-time
                         * @description When it happened, in account time.
                         */
                        timestamp: string;
                        /** @description The facts of the notice. A fact that is not known is null or absent; more may be added. */
                        data: {
                            /** @description Id of the lot. */
                            lotId?: string | null;
                            /** @description Code of the resource, such as `inspection`. */
                            resource?: string | null;
                            /** @description Id of the order. */
                            orderId?: string | null;
                            /** @description Days before the end. */
                            daysBefore?: number | null;
                            /** @description Units that will probably expire unused. */
                            unitsAtRisk?: number | null;
                            /**
                             * Format: date-time
                             * @description Exclusive end.
                             */
                            expiresAt?: string | null;
                            /** @description Id of the notice. */
                            noticeId: string;
                            /** @description Id of the account. */
                            accountId: string;
                            /** @description Name of the account. */
                            accountName: string;
                            /** @description A headline for people. */
                            title: components["schemas"]["Localized"];
                            /** @description The whole message for people. */
                            text: components["schemas"]["Localized"];
                            /** @description Name of the organization. */
                            organizationName?: string;
                            /** @description Name of the consortium. */
                            consortiumName?: string;
                            /** @description The buyer’s own reference of the order. */
                            reference?: string | null;
                            /** @description Name of the SKU. */
                            name?: components["schemas"]["Localized"];
                            /** @description Name of the resource. */
                            resourceName?: components["schemas"]["Localized"];
                        };
                    };
                };
            };
            responses: never;
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "lot.expired": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sent when a lot expires with units left. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /**
                         * @description Kind of the notice.
                         * @constant
                         */
                        type: "lot.expired";
                        /**
                         * Format: date-time
                         * @description When it happened, in account time.
                         */
                        timestamp: string;
                        /** @description The facts of the notice. A fact that is not known is null or absent; more may be added. */
                        data: {
                            /** @description Id of the lot. */
                            lotId?: string | null;
                            /** @description Code of the resource, such as `inspection`. */
                            resource?: string | null;
                            /** @description Id of the order. */
                            orderId?: string | null;
                            /** @description Number of units. */
                            units?: number | null;
                            /** @description Id of the notice. */
                            noticeId: string;
                            /** @description Id of the account. */
                            accountId: string;
                            /** @description Name of the account. */
                            accountName: string;
                            /** @description A headline for people. */
                            title: components["schemas"]["Localized"];
                            /** @description The whole message for people. */
                            text: components["schemas"]["Localized"];
                            /** @description Name of the organization. */
                            organizationName?: string;
                            /** @description Name of the consortium. */
                            consortiumName?: string;
                            /** @description The buyer’s own reference of the order. */
                            reference?: string | null;
                            /** @description Name of the SKU. */
                            name?: components["schemas"]["Localized"];
                            /** @description Name of the resource. */
                            resourceName?: components["schemas"]["Localized"];
                        };
                    };
                };
            };
            responses: never;
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "arrears.opened": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sent when arrears arise: units are outstanding, or a paid period ended without a successor. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /**
                         * @description Kind of the notice.
                         * @constant
                         */
                        type: "arrears.opened";
                        /**
                         * Format: date-time
                         * @description When it happened, in account time.
                         */
                        timestamp: string;
                        /** @description The facts of the notice. A fact that is not known is null or absent; more may be added. */
                        data: {
                            /** @description Id of the episode of arrears. */
                            episodeId?: string | null;
                            /** @description What may be done, such as `inspection.upload`. */
                            capability?: string | null;
                            /** @description Code of the resource, such as `inspection`. */
                            resource?: string | null;
                            /** @description Code of the SKU. */
                            sku?: string | null;
                            /** @description Id of the organization. */
                            organizationId?: string | null;
                            /** @description Id of the rule that decided; `GET /v1/rules/{id}` states it. */
                            rule?: string | null;
                            /** @description What can be ordered. */
                            buy?: {
                                /** @description Code of the SKU. */
                                sku: string;
                                /** @description Number of units. */
                                quantity: number;
                                /** @description The duration to order, if the SKU is sold by duration. */
                                term?: {
                                    /** @description Number. */
                                    count: number;
                                    /**
                                     * @description Unit.
                                     * @enum {unknown}
                                     */
                                    unit: "month" | "year";
                                };
                            };
                            /** @description Id of the term. */
                            termId?: string | null;
                            /** @description Outstanding units. */
                            arrears?: number | null;
                            /**
                             * Format: date-time
                             * @description When the service will be suspended unless the arrears are settled.
                             */
                            suspendsAt?: string | null;
                            /** @description Id of the notice. */
                            noticeId: string;
                            /** @description Id of the account. */
                            accountId: string;
                            /** @description Name of the account. */
                            accountName: string;
                            /** @description A headline for people. */
                            title: components["schemas"]["Localized"];
                            /** @description The whole message for people. */
                            text: components["schemas"]["Localized"];
                            /** @description Name of the organization. */
                            organizationName?: string;
                            /** @description Name of the consortium. */
                            consortiumName?: string;
                            /** @description The buyer’s own reference of the order. */
                            reference?: string | null;
                            /** @description Name of the SKU. */
                            name?: components["schemas"]["Localized"];
                            /** @description Name of the resource. */
                            resourceName?: components["schemas"]["Localized"];
                        };
                    };
                };
            };
            responses: never;
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "arrears.reduced": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sent when a part of the arrears is paid. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /**
                         * @description Kind of the notice.
                         * @constant
                         */
                        type: "arrears.reduced";
                        /**
                         * Format: date-time
                         * @description When it happened, in account time.
                         */
                        timestamp: string;
                        /** @description The facts of the notice. A fact that is not known is null or absent; more may be added. */
                        data: {
                            /** @description Id of the episode of arrears. */
                            episodeId?: string | null;
                            /** @description What may be done, such as `inspection.upload`. */
                            capability?: string | null;
                            /** @description Code of the resource, such as `inspection`. */
                            resource?: string | null;
                            /** @description Code of the SKU. */
                            sku?: string | null;
                            /** @description Id of the organization. */
                            organizationId?: string | null;
                            /** @description Id of the rule that decided; `GET /v1/rules/{id}` states it. */
                            rule?: string | null;
                            /** @description What can be ordered. */
                            buy?: {
                                /** @description Code of the SKU. */
                                sku: string;
                                /** @description Number of units. */
                                quantity: number;
                                /** @description The duration to order, if the SKU is sold by duration. */
                                term?: {
                                    /** @description Number. */
                                    count: number;
                                    /**
                                     * @description Unit.
                                     * @enum {unknown}
                                     */
                                    unit: "month" | "year";
                                };
                            };
                            /** @description Number of units. */
                            units?: number | null;
                            /** @description Outstanding units. */
                            arrears?: number | null;
                            /** @description Id of the notice. */
                            noticeId: string;
                            /** @description Id of the account. */
                            accountId: string;
                            /** @description Name of the account. */
                            accountName: string;
                            /** @description A headline for people. */
                            title: components["schemas"]["Localized"];
                            /** @description The whole message for people. */
                            text: components["schemas"]["Localized"];
                            /** @description Name of the organization. */
                            organizationName?: string;
                            /** @description Name of the consortium. */
                            consortiumName?: string;
                            /** @description The buyer’s own reference of the order. */
                            reference?: string | null;
                            /** @description Name of the SKU. */
                            name?: components["schemas"]["Localized"];
                            /** @description Name of the resource. */
                            resourceName?: components["schemas"]["Localized"];
                        };
                    };
                };
            };
            responses: never;
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "arrears.cleared": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sent when no arrears are left. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /**
                         * @description Kind of the notice.
                         * @constant
                         */
                        type: "arrears.cleared";
                        /**
                         * Format: date-time
                         * @description When it happened, in account time.
                         */
                        timestamp: string;
                        /** @description The facts of the notice. A fact that is not known is null or absent; more may be added. */
                        data: {
                            /** @description Id of the episode of arrears. */
                            episodeId?: string | null;
                            /** @description What may be done, such as `inspection.upload`. */
                            capability?: string | null;
                            /** @description Code of the resource, such as `inspection`. */
                            resource?: string | null;
                            /** @description Code of the SKU. */
                            sku?: string | null;
                            /** @description Id of the organization. */
                            organizationId?: string | null;
                            /** @description Id of the rule that decided; `GET /v1/rules/{id}` states it. */
                            rule?: string | null;
                            /** @description What can be ordered. */
                            buy?: {
                                /** @description Code of the SKU. */
                                sku: string;
                                /** @description Number of units. */
                                quantity: number;
                                /** @description The duration to order, if the SKU is sold by duration. */
                                term?: {
                                    /** @description Number. */
                                    count: number;
                                    /**
                                     * @description Unit.
                                     * @enum {unknown}
                                     */
                                    unit: "month" | "year";
                                };
                            };
                            /** @description Id of the term. */
                            termId?: string | null;
                            /** @description Number of units. */
                            units?: number | null;
                            /** @description Hours of grace that were used. */
                            hours?: number | null;
                            /** @description Outstanding units. */
                            arrears?: number | null;
                            /** @description Id of the notice. */
                            noticeId: string;
                            /** @description Id of the account. */
                            accountId: string;
                            /** @description Name of the account. */
                            accountName: string;
                            /** @description A headline for people. */
                            title: components["schemas"]["Localized"];
                            /** @description The whole message for people. */
                            text: components["schemas"]["Localized"];
                            /** @description Name of the organization. */
                            organizationName?: string;
                            /** @description Name of the consortium. */
                            consortiumName?: string;
                            /** @description The buyer’s own reference of the order. */
                            reference?: string | null;
                            /** @description Name of the SKU. */
                            name?: components["schemas"]["Localized"];
                            /** @description Name of the resource. */
                            resourceName?: components["schemas"]["Localized"];
                        };
                    };
                };
            };
            responses: never;
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "service.suspended": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sent when arrears outlast their grace. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /**
                         * @description Kind of the notice.
                         * @constant
                         */
                        type: "service.suspended";
                        /**
                         * Format: date-time
                         * @description When it happened, in account time.
                         */
                        timestamp: string;
                        /** @description The facts of the notice. A fact that is not known is null or absent; more may be added. */
                        data: {
                            /** @description Id of the episode of arrears. */
                            episodeId?: string | null;
                            /** @description What may be done, such as `inspection.upload`. */
                            capability?: string | null;
                            /** @description Code of the resource, such as `inspection`. */
                            resource?: string | null;
                            /** @description Code of the SKU. */
                            sku?: string | null;
                            /** @description Id of the organization. */
                            organizationId?: string | null;
                            /** @description Id of the rule that decided; `GET /v1/rules/{id}` states it. */
                            rule?: string | null;
                            /** @description What can be ordered. */
                            buy?: {
                                /** @description Code of the SKU. */
                                sku: string;
                                /** @description Number of units. */
                                quantity: number;
                                /** @description The duration to order, if the SKU is sold by duration. */
                                term?: {
                                    /** @description Number. */
                                    count: number;
                                    /**
                                     * @description Unit.
                                     * @enum {unknown}
                                     */
                                    unit: "month" | "year";
                                };
                            };
                            /** @description Outstanding units. */
                            arrears?: number | null;
                            /** @description Id of the notice. */
                            noticeId: string;
                            /** @description Id of the account. */
                            accountId: string;
                            /** @description Name of the account. */
                            accountName: string;
                            /** @description A headline for people. */
                            title: components["schemas"]["Localized"];
                            /** @description The whole message for people. */
                            text: components["schemas"]["Localized"];
                            /** @description Name of the organization. */
                            organizationName?: string;
                            /** @description Name of the consortium. */
                            consortiumName?: string;
                            /** @description The buyer’s own reference of the order. */
                            reference?: string | null;
                            /** @description Name of the SKU. */
                            name?: components["schemas"]["Localized"];
                            /** @description Name of the resource. */
                            resourceName?: components["schemas"]["Localized"];
                        };
                    };
                };
            };
            responses: never;
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "service.resumed": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sent when a suspension lifts. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /**
                         * @description Kind of the notice.
                         * @constant
                         */
                        type: "service.resumed";
                        /**
                         * Format: date-time
                         * @description When it happened, in account time.
                         */
                        timestamp: string;
                        /** @description The facts of the notice. A fact that is not known is null or absent; more may be added. */
                        data: {
                            /** @description Id of the episode of arrears. */
                            episodeId?: string | null;
                            /** @description What may be done, such as `inspection.upload`. */
                            capability?: string | null;
                            /** @description Code of the resource, such as `inspection`. */
                            resource?: string | null;
                            /** @description Code of the SKU. */
                            sku?: string | null;
                            /** @description Id of the organization. */
                            organizationId?: string | null;
                            /** @description Id of the rule that decided; `GET /v1/rules/{id}` states it. */
                            rule?: string | null;
                            /** @description What can be ordered. */
                            buy?: {
                                /** @description Code of the SKU. */
                                sku: string;
                                /** @description Number of units. */
                                quantity: number;
                                /** @description The duration to order, if the SKU is sold by duration. */
                                term?: {
                                    /** @description Number. */
                                    count: number;
                                    /**
                                     * @description Unit.
                                     * @enum {unknown}
                                     */
                                    unit: "month" | "year";
                                };
                            };
                            /** @description Id of the term. */
                            termId?: string | null;
                            /** @description Units that can be used. */
                            available?: number | null;
                            /** @description Id of the notice. */
                            noticeId: string;
                            /** @description Id of the account. */
                            accountId: string;
                            /** @description Name of the account. */
                            accountName: string;
                            /** @description A headline for people. */
                            title: components["schemas"]["Localized"];
                            /** @description The whole message for people. */
                            text: components["schemas"]["Localized"];
                            /** @description Name of the organization. */
                            organizationName?: string;
                            /** @description Name of the consortium. */
                            consortiumName?: string;
                            /** @description The buyer’s own reference of the order. */
                            reference?: string | null;
                            /** @description Name of the SKU. */
                            name?: components["schemas"]["Localized"];
                            /** @description Name of the resource. */
                            resourceName?: components["schemas"]["Localized"];
                        };
                    };
                };
            };
            responses: never;
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "term.activated": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sent when a paid period begins to run. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /**
                         * @description Kind of the notice.
                         * @constant
                         */
                        type: "term.activated";
                        /**
                         * Format: date-time
                         * @description When it happened, in account time.
                         */
                        timestamp: string;
                        /** @description The facts of the notice. A fact that is not known is null or absent; more may be added. */
                        data: {
                            /** @description Id of the term. */
                            termId?: string | null;
                            /** @description Id of the order. */
                            orderId?: string | null;
                            /** @description Code of the SKU. */
                            sku?: string | null;
                            /** @description Id of the organization. */
                            organizationId?: string | null;
                            /**
                             * Format: date-time
                             * @description Start.
                             */
                            from?: string | null;
                            /**
                             * Format: date-time
                             * @description Exclusive end.
                             */
                            until?: string | null;
                            /** @description Id of the notice. */
                            noticeId: string;
                            /** @description Id of the account. */
                            accountId: string;
                            /** @description Name of the account. */
                            accountName: string;
                            /** @description A headline for people. */
                            title: components["schemas"]["Localized"];
                            /** @description The whole message for people. */
                            text: components["schemas"]["Localized"];
                            /** @description Name of the organization. */
                            organizationName?: string;
                            /** @description Name of the consortium. */
                            consortiumName?: string;
                            /** @description The buyer’s own reference of the order. */
                            reference?: string | null;
                            /** @description Name of the SKU. */
                            name?: components["schemas"]["Localized"];
                            /** @description Name of the resource. */
                            resourceName?: components["schemas"]["Localized"];
                        };
                    };
                };
            };
            responses: never;
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "term.expiring": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sent when a paid period ends soon and nothing follows it. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /**
                         * @description Kind of the notice.
                         * @constant
                         */
                        type: "term.expiring";
                        /**
                         * Format: date-time
                         * @description When it happened, in account time.
                         */
                        timestamp: string;
                        /** @description The facts of the notice. A fact that is not known is null or absent; more may be added. */
                        data: {
                            /** @description Id of the term. */
                            termId?: string | null;
                            /** @description Id of the order. */
                            orderId?: string | null;
                            /** @description Code of the SKU. */
                            sku?: string | null;
                            /** @description Id of the organization. */
                            organizationId?: string | null;
                            /**
                             * Format: date-time
                             * @description Start.
                             */
                            from?: string | null;
                            /**
                             * Format: date-time
                             * @description Exclusive end.
                             */
                            until?: string | null;
                            /** @description Days before the end. */
                            daysBefore?: number | null;
                            /** @description Id of the notice. */
                            noticeId: string;
                            /** @description Id of the account. */
                            accountId: string;
                            /** @description Name of the account. */
                            accountName: string;
                            /** @description A headline for people. */
                            title: components["schemas"]["Localized"];
                            /** @description The whole message for people. */
                            text: components["schemas"]["Localized"];
                            /** @description Name of the organization. */
                            organizationName?: string;
                            /** @description Name of the consortium. */
                            consortiumName?: string;
                            /** @description The buyer’s own reference of the order. */
                            reference?: string | null;
                            /** @description Name of the SKU. */
                            name?: components["schemas"]["Localized"];
                            /** @description Name of the resource. */
                            resourceName?: components["schemas"]["Localized"];
                        };
                    };
                };
            };
            responses: never;
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "term.ended": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sent when a paid period ends and nothing follows it. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /**
                         * @description Kind of the notice.
                         * @constant
                         */
                        type: "term.ended";
                        /**
                         * Format: date-time
                         * @description When it happened, in account time.
                         */
                        timestamp: string;
                        /** @description The facts of the notice. A fact that is not known is null or absent; more may be added. */
                        data: {
                            /** @description Id of the term. */
                            termId?: string | null;
                            /** @description Id of the order. */
                            orderId?: string | null;
                            /** @description Code of the SKU. */
                            sku?: string | null;
                            /** @description Id of the organization. */
                            organizationId?: string | null;
                            /**
                             * Format: date-time
                             * @description Start.
                             */
                            from?: string | null;
                            /**
                             * Format: date-time
                             * @description Exclusive end.
                             */
                            until?: string | null;
                            /** @description Id of the notice. */
                            noticeId: string;
                            /** @description Id of the account. */
                            accountId: string;
                            /** @description Name of the account. */
                            accountName: string;
                            /** @description A headline for people. */
                            title: components["schemas"]["Localized"];
                            /** @description The whole message for people. */
                            text: components["schemas"]["Localized"];
                            /** @description Name of the organization. */
                            organizationName?: string;
                            /** @description Name of the consortium. */
                            consortiumName?: string;
                            /** @description The buyer’s own reference of the order. */
                            reference?: string | null;
                            /** @description Name of the SKU. */
                            name?: components["schemas"]["Localized"];
                            /** @description Name of the resource. */
                            resourceName?: components["schemas"]["Localized"];
                        };
                    };
                };
            };
            responses: never;
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "licence.activated": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sent when a licence begins to run. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /**
                         * @description Kind of the notice.
                         * @constant
                         */
                        type: "licence.activated";
                        /**
                         * Format: date-time
                         * @description When it happened, in account time.
                         */
                        timestamp: string;
                        /** @description The facts of the notice. A fact that is not known is null or absent; more may be added. */
                        data: {
                            /** @description Id of the licence. */
                            licenceId?: string | null;
                            /** @description Id of the order. */
                            orderId?: string | null;
                            /** @description Code of the SKU. */
                            sku?: string | null;
                            /** @description Id of the organization. */
                            organizationId?: string | null;
                            /**
                             * Format: date-time
                             * @description Start.
                             */
                            from?: string | null;
                            /**
                             * Format: date-time
                             * @description Exclusive end.
                             */
                            until?: string | null;
                            /** @description Id of the consortium. */
                            consortiumId?: string | null;
                            /** @description Id of the notice. */
                            noticeId: string;
                            /** @description Id of the account. */
                            accountId: string;
                            /** @description Name of the account. */
                            accountName: string;
                            /** @description A headline for people. */
                            title: components["schemas"]["Localized"];
                            /** @description The whole message for people. */
                            text: components["schemas"]["Localized"];
                            /** @description Name of the organization. */
                            organizationName?: string;
                            /** @description Name of the consortium. */
                            consortiumName?: string;
                            /** @description The buyer’s own reference of the order. */
                            reference?: string | null;
                            /** @description Name of the SKU. */
                            name?: components["schemas"]["Localized"];
                            /** @description Name of the resource. */
                            resourceName?: components["schemas"]["Localized"];
                        };
                    };
                };
            };
            responses: never;
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "licence.expiring": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sent when a licence ends soon and nothing follows it. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /**
                         * @description Kind of the notice.
                         * @constant
                         */
                        type: "licence.expiring";
                        /**
                         * Format: date-time
                         * @description When it happened, in account time.
                         */
                        timestamp: string;
                        /** @description The facts of the notice. A fact that is not known is null or absent; more may be added. */
                        data: {
                            /** @description Id of the licence. */
                            licenceId?: string | null;
                            /** @description Id of the order. */
                            orderId?: string | null;
                            /** @description Code of the SKU. */
                            sku?: string | null;
                            /** @description Id of the organization. */
                            organizationId?: string | null;
                            /**
                             * Format: date-time
                             * @description Start.
                             */
                            from?: string | null;
                            /**
                             * Format: date-time
                             * @description Exclusive end.
                             */
                            until?: string | null;
                            /** @description Id of the consortium. */
                            consortiumId?: string | null;
                            /** @description Days before the end. */
                            daysBefore?: number | null;
                            /** @description Id of the notice. */
                            noticeId: string;
                            /** @description Id of the account. */
                            accountId: string;
                            /** @description Name of the account. */
                            accountName: string;
                            /** @description A headline for people. */
                            title: components["schemas"]["Localized"];
                            /** @description The whole message for people. */
                            text: components["schemas"]["Localized"];
                            /** @description Name of the organization. */
                            organizationName?: string;
                            /** @description Name of the consortium. */
                            consortiumName?: string;
                            /** @description The buyer’s own reference of the order. */
                            reference?: string | null;
                            /** @description Name of the SKU. */
                            name?: components["schemas"]["Localized"];
                            /** @description Name of the resource. */
                            resourceName?: components["schemas"]["Localized"];
                        };
                    };
                };
            };
            responses: never;
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "licence.ended": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sent when a licence ends and nothing follows it. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /**
                         * @description Kind of the notice.
                         * @constant
                         */
                        type: "licence.ended";
                        /**
                         * Format: date-time
                         * @description When it happened, in account time.
                         */
                        timestamp: string;
                        /** @description The facts of the notice. A fact that is not known is null or absent; more may be added. */
                        data: {
                            /** @description Id of the licence. */
                            licenceId?: string | null;
                            /** @description Id of the order. */
                            orderId?: string | null;
                            /** @description Code of the SKU. */
                            sku?: string | null;
                            /** @description Id of the organization. */
                            organizationId?: string | null;
                            /**
                             * Format: date-time
                             * @description Start.
                             */
                            from?: string | null;
                            /**
                             * Format: date-time
                             * @description Exclusive end.
                             */
                            until?: string | null;
                            /** @description Id of the consortium. */
                            consortiumId?: string | null;
                            /** @description Id of the notice. */
                            noticeId: string;
                            /** @description Id of the account. */
                            accountId: string;
                            /** @description Name of the account. */
                            accountName: string;
                            /** @description A headline for people. */
                            title: components["schemas"]["Localized"];
                            /** @description The whole message for people. */
                            text: components["schemas"]["Localized"];
                            /** @description Name of the organization. */
                            organizationName?: string;
                            /** @description Name of the consortium. */
                            consortiumName?: string;
                            /** @description The buyer’s own reference of the order. */
                            reference?: string | null;
                            /** @description Name of the SKU. */
                            name?: components["schemas"]["Localized"];
                            /** @description Name of the resource. */
                            resourceName?: components["schemas"]["Localized"];
                        };
                    };
                };
            };
            responses: never;
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "order.paid": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sent when an order is paid. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /**
                         * @description Kind of the notice.
                         * @constant
                         */
                        type: "order.paid";
                        /**
                         * Format: date-time
                         * @description When it happened, in account time.
                         */
                        timestamp: string;
                        /** @description The facts of the notice. A fact that is not known is null or absent; more may be added. */
                        data: {
                            /** @description Id of the order. */
                            orderId?: string | null;
                            /** @description The buyer’s own reference of the order. */
                            reference?: string | null;
                            /** @description Sum of the lines. */
                            total?: {
                                /** @description Amount in minor units of the currency, such as cents. */
                                amountMinor: number;
                                /** @description ISO 4217 currency code. */
                                currency: string;
                            };
                            /**
                             * Format: date-time
                             * @description When the money was captured, in account time.
                             */
                            capturedAt?: string | null;
                            /** @description Id of the notice. */
                            noticeId: string;
                            /** @description Id of the account. */
                            accountId: string;
                            /** @description Name of the account. */
                            accountName: string;
                            /** @description A headline for people. */
                            title: components["schemas"]["Localized"];
                            /** @description The whole message for people. */
                            text: components["schemas"]["Localized"];
                            /** @description Name of the organization. */
                            organizationName?: string;
                            /** @description Name of the consortium. */
                            consortiumName?: string;
                            /** @description Name of the SKU. */
                            name?: components["schemas"]["Localized"];
                            /** @description Name of the resource. */
                            resourceName?: components["schemas"]["Localized"];
                        };
                    };
                };
            };
            responses: never;
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "order.payment_due": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sent when the time to pay an order ends in two days. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /**
                         * @description Kind of the notice.
                         * @constant
                         */
                        type: "order.payment_due";
                        /**
                         * Format: date-time
                         * @description When it happened, in account time.
                         */
                        timestamp: string;
                        /** @description The facts of the notice. A fact that is not known is null or absent; more may be added. */
                        data: {
                            /** @description Id of the order. */
                            orderId?: string | null;
                            /** @description The buyer’s own reference of the order. */
                            reference?: string | null;
                            /** @description Sum of the lines. */
                            total?: {
                                /** @description Amount in minor units of the currency, such as cents. */
                                amountMinor: number;
                                /** @description ISO 4217 currency code. */
                                currency: string;
                            };
                            /**
                             * Format: date-time
                             * @description Exclusive end of the time to pay.
                             */
                            payUntil?: string | null;
                            /** @description Id of the notice. */
                            noticeId: string;
                            /** @description Id of the account. */
                            accountId: string;
                            /** @description Name of the account. */
                            accountName: string;
                            /** @description A headline for people. */
                            title: components["schemas"]["Localized"];
                            /** @description The whole message for people. */
                            text: components["schemas"]["Localized"];
                            /** @description Name of the organization. */
                            organizationName?: string;
                            /** @description Name of the consortium. */
                            consortiumName?: string;
                            /** @description Name of the SKU. */
                            name?: components["schemas"]["Localized"];
                            /** @description Name of the resource. */
                            resourceName?: components["schemas"]["Localized"];
                        };
                    };
                };
            };
            responses: never;
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "order.payment_expired": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sent when the time to pay an order is over. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /**
                         * @description Kind of the notice.
                         * @constant
                         */
                        type: "order.payment_expired";
                        /**
                         * Format: date-time
                         * @description When it happened, in account time.
                         */
                        timestamp: string;
                        /** @description The facts of the notice. A fact that is not known is null or absent; more may be added. */
                        data: {
                            /** @description Id of the order. */
                            orderId?: string | null;
                            /** @description The buyer’s own reference of the order. */
                            reference?: string | null;
                            /** @description Sum of the lines. */
                            total?: {
                                /** @description Amount in minor units of the currency, such as cents. */
                                amountMinor: number;
                                /** @description ISO 4217 currency code. */
                                currency: string;
                            };
                            /**
                             * Format: date-time
                             * @description Exclusive end of the time to pay.
                             */
                            payUntil?: string | null;
                            /** @description Id of the notice. */
                            noticeId: string;
                            /** @description Id of the account. */
                            accountId: string;
                            /** @description Name of the account. */
                            accountName: string;
                            /** @description A headline for people. */
                            title: components["schemas"]["Localized"];
                            /** @description The whole message for people. */
                            text: components["schemas"]["Localized"];
                            /** @description Name of the organization. */
                            organizationName?: string;
                            /** @description Name of the consortium. */
                            consortiumName?: string;
                            /** @description Name of the SKU. */
                            name?: components["schemas"]["Localized"];
                            /** @description Name of the resource. */
                            resourceName?: components["schemas"]["Localized"];
                        };
                    };
                };
            };
            responses: never;
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "order.refunded": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sent when a refund is paid. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /**
                         * @description Kind of the notice.
                         * @constant
                         */
                        type: "order.refunded";
                        /**
                         * Format: date-time
                         * @description When it happened, in account time.
                         */
                        timestamp: string;
                        /** @description The facts of the notice. A fact that is not known is null or absent; more may be added. */
                        data: {
                            /** @description Id of the order. */
                            orderId?: string | null;
                            /** @description The buyer’s own reference of the order. */
                            reference?: string | null;
                            /** @description Id of the refund. */
                            refundId?: string | null;
                            /** @description Id of the payment. */
                            paymentId?: string | null;
                            /** @description Amount of money. */
                            amount?: {
                                /** @description Amount in minor units of the currency, such as cents. */
                                amountMinor: number;
                                /** @description ISO 4217 currency code. */
                                currency: string;
                            };
                            /**
                             * Format: date-time
                             * @description When it was refunded.
                             */
                            refundedAt?: string | null;
                            /** @description Id of the notice. */
                            noticeId: string;
                            /** @description Id of the account. */
                            accountId: string;
                            /** @description Name of the account. */
                            accountName: string;
                            /** @description A headline for people. */
                            title: components["schemas"]["Localized"];
                            /** @description The whole message for people. */
                            text: components["schemas"]["Localized"];
                            /** @description Name of the organization. */
                            organizationName?: string;
                            /** @description Name of the consortium. */
                            consortiumName?: string;
                            /** @description Name of the SKU. */
                            name?: components["schemas"]["Localized"];
                            /** @description Name of the resource. */
                            resourceName?: components["schemas"]["Localized"];
                        };
                    };
                };
            };
            responses: never;
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "crediting.late": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sent when an order is not credited 24 hours after it was paid. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /**
                         * @description Kind of the notice.
                         * @constant
                         */
                        type: "crediting.late";
                        /**
                         * Format: date-time
                         * @description When it happened, in account time.
                         */
                        timestamp: string;
                        /** @description The facts of the notice. A fact that is not known is null or absent; more may be added. */
                        data: {
                            /** @description Id of the order. */
                            orderId?: string | null;
                            /**
                             * Format: date-time
                             * @description When the money was captured, in account time.
                             */
                            capturedAt?: string | null;
                            /** @description Id of the notice. */
                            noticeId: string;
                            /** @description Id of the account. */
                            accountId: string;
                            /** @description Name of the account. */
                            accountName: string;
                            /** @description A headline for people. */
                            title: components["schemas"]["Localized"];
                            /** @description The whole message for people. */
                            text: components["schemas"]["Localized"];
                            /** @description Name of the organization. */
                            organizationName?: string;
                            /** @description Name of the consortium. */
                            consortiumName?: string;
                            /** @description The buyer’s own reference of the order. */
                            reference?: string | null;
                            /** @description Name of the SKU. */
                            name?: components["schemas"]["Localized"];
                            /** @description Name of the resource. */
                            resourceName?: components["schemas"]["Localized"];
                        };
                    };
                };
            };
            responses: never;
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "service.started": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sent when services or maintenance start. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /**
                         * @description Kind of the notice.
                         * @constant
                         */
                        type: "service.started";
                        /**
                         * Format: date-time
                         * @description When it happened, in account time.
                         */
                        timestamp: string;
                        /** @description The facts of the notice. A fact that is not known is null or absent; more may be added. */
                        data: {
                            /** @description Id of the order. */
                            orderId?: string | null;
                            /** @description Id of the line of the order. */
                            lineId?: string | null;
                            /** @description Id of the service. */
                            serviceId?: string | null;
                            /** @description Ids of the services. */
                            serviceIds?: string[];
                            /** @description Number. */
                            count?: number | null;
                            /** @description Code of the SKU. */
                            sku?: string | null;
                            /** @description Id of the organization. */
                            organizationId?: string | null;
                            /** @description Mode of delivery, one of those that the SKU offers. */
                            mode?: string | null;
                            /**
                             * Format: date-time
                             * @description When it happens or happened, in account time.
                             */
                            at?: string | null;
                            /** @description True for maintenance that started by itself. */
                            byItself?: boolean | null;
                            /**
                             * Format: date-time
                             * @description Last moment at which it can be started.
                             */
                            startBy?: string | null;
                            /**
                             * Format: date-time
                             * @description Exclusive end.
                             */
                            until?: string | null;
                            /** @description Id of the notice. */
                            noticeId: string;
                            /** @description Id of the account. */
                            accountId: string;
                            /** @description Name of the account. */
                            accountName: string;
                            /** @description A headline for people. */
                            title: components["schemas"]["Localized"];
                            /** @description The whole message for people. */
                            text: components["schemas"]["Localized"];
                            /** @description Name of the organization. */
                            organizationName?: string;
                            /** @description Name of the consortium. */
                            consortiumName?: string;
                            /** @description The buyer’s own reference of the order. */
                            reference?: string | null;
                            /** @description Name of the SKU. */
                            name?: components["schemas"]["Localized"];
                            /** @description Name of the resource. */
                            resourceName?: components["schemas"]["Localized"];
                        };
                    };
                };
            };
            responses: never;
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "service.expiring": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sent when services lapse soon, or maintenance starts by itself or ends soon. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /**
                         * @description Kind of the notice.
                         * @constant
                         */
                        type: "service.expiring";
                        /**
                         * Format: date-time
                         * @description When it happened, in account time.
                         */
                        timestamp: string;
                        /** @description The facts of the notice. A fact that is not known is null or absent; more may be added. */
                        data: {
                            /** @description Id of the order. */
                            orderId?: string | null;
                            /** @description Id of the line of the order. */
                            lineId?: string | null;
                            /** @description Id of the service. */
                            serviceId?: string | null;
                            /** @description Ids of the services. */
                            serviceIds?: string[];
                            /** @description Number. */
                            count?: number | null;
                            /** @description Code of the SKU. */
                            sku?: string | null;
                            /** @description Id of the organization. */
                            organizationId?: string | null;
                            /** @description Mode of delivery, one of those that the SKU offers. */
                            mode?: string | null;
                            /**
                             * Format: date-time
                             * @description When it happens or happened, in account time.
                             */
                            at?: string | null;
                            /** @description Days before the end. */
                            daysBefore?: number | null;
                            /**
                             * Format: date-time
                             * @description Last moment at which it can be started.
                             */
                            startBy?: string | null;
                            /**
                             * Format: date-time
                             * @description Exclusive end.
                             */
                            until?: string | null;
                            /** @description Id of the notice. */
                            noticeId: string;
                            /** @description Id of the account. */
                            accountId: string;
                            /** @description Name of the account. */
                            accountName: string;
                            /** @description A headline for people. */
                            title: components["schemas"]["Localized"];
                            /** @description The whole message for people. */
                            text: components["schemas"]["Localized"];
                            /** @description Name of the organization. */
                            organizationName?: string;
                            /** @description Name of the consortium. */
                            consortiumName?: string;
                            /** @description The buyer’s own reference of the order. */
                            reference?: string | null;
                            /** @description Name of the SKU. */
                            name?: components["schemas"]["Localized"];
                            /** @description Name of the resource. */
                            resourceName?: components["schemas"]["Localized"];
                        };
                    };
                };
            };
            responses: never;
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "service.lapsed": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sent when services lapse because they were not started in time. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /**
                         * @description Kind of the notice.
                         * @constant
                         */
                        type: "service.lapsed";
                        /**
                         * Format: date-time
                         * @description When it happened, in account time.
                         */
                        timestamp: string;
                        /** @description The facts of the notice. A fact that is not known is null or absent; more may be added. */
                        data: {
                            /** @description Id of the order. */
                            orderId?: string | null;
                            /** @description Id of the line of the order. */
                            lineId?: string | null;
                            /** @description Id of the service. */
                            serviceId?: string | null;
                            /** @description Ids of the services. */
                            serviceIds?: string[];
                            /** @description Number. */
                            count?: number | null;
                            /** @description Code of the SKU. */
                            sku?: string | null;
                            /** @description Id of the organization. */
                            organizationId?: string | null;
                            /** @description Mode of delivery, one of those that the SKU offers. */
                            mode?: string | null;
                            /**
                             * Format: date-time
                             * @description When it happens or happened, in account time.
                             */
                            at?: string | null;
                            /**
                             * Format: date-time
                             * @description Last moment at which it can be started.
                             */
                            startBy?: string | null;
                            /** @description Id of the notice. */
                            noticeId: string;
                            /** @description Id of the account. */
                            accountId: string;
                            /** @description Name of the account. */
                            accountName: string;
                            /** @description A headline for people. */
                            title: components["schemas"]["Localized"];
                            /** @description The whole message for people. */
                            text: components["schemas"]["Localized"];
                            /** @description Name of the organization. */
                            organizationName?: string;
                            /** @description Name of the consortium. */
                            consortiumName?: string;
                            /** @description The buyer’s own reference of the order. */
                            reference?: string | null;
                            /** @description Name of the SKU. */
                            name?: components["schemas"]["Localized"];
                            /** @description Name of the resource. */
                            resourceName?: components["schemas"]["Localized"];
                        };
                    };
                };
            };
            responses: never;
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "service.delivered": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sent when services are delivered, to be accepted or rejected. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /**
                         * @description Kind of the notice.
                         * @constant
                         */
                        type: "service.delivered";
                        /**
                         * Format: date-time
                         * @description When it happened, in account time.
                         */
                        timestamp: string;
                        /** @description The facts of the notice. A fact that is not known is null or absent; more may be added. */
                        data: {
                            /** @description Id of the order. */
                            orderId?: string | null;
                            /** @description Id of the line of the order. */
                            lineId?: string | null;
                            /** @description Id of the service. */
                            serviceId?: string | null;
                            /** @description Ids of the services. */
                            serviceIds?: string[];
                            /** @description Number. */
                            count?: number | null;
                            /** @description Code of the SKU. */
                            sku?: string | null;
                            /** @description Id of the organization. */
                            organizationId?: string | null;
                            /** @description Mode of delivery, one of those that the SKU offers. */
                            mode?: string | null;
                            /**
                             * Format: date-time
                             * @description When it happens or happened, in account time.
                             */
                            at?: string | null;
                            /** @description Id of the notice. */
                            noticeId: string;
                            /** @description Id of the account. */
                            accountId: string;
                            /** @description Name of the account. */
                            accountName: string;
                            /** @description A headline for people. */
                            title: components["schemas"]["Localized"];
                            /** @description The whole message for people. */
                            text: components["schemas"]["Localized"];
                            /** @description Name of the organization. */
                            organizationName?: string;
                            /** @description Name of the consortium. */
                            consortiumName?: string;
                            /** @description The buyer’s own reference of the order. */
                            reference?: string | null;
                            /** @description Name of the SKU. */
                            name?: components["schemas"]["Localized"];
                            /** @description Name of the resource. */
                            resourceName?: components["schemas"]["Localized"];
                        };
                    };
                };
            };
            responses: never;
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "service.awaiting_acceptance": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sent when a delivery was neither accepted nor rejected for some days. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /**
                         * @description Kind of the notice.
                         * @constant
                         */
                        type: "service.awaiting_acceptance";
                        /**
                         * Format: date-time
                         * @description When it happened, in account time.
                         */
                        timestamp: string;
                        /** @description The facts of the notice. A fact that is not known is null or absent; more may be added. */
                        data: {
                            /** @description Id of the order. */
                            orderId?: string | null;
                            /** @description Id of the line of the order. */
                            lineId?: string | null;
                            /** @description Id of the service. */
                            serviceId?: string | null;
                            /** @description Ids of the services. */
                            serviceIds?: string[];
                            /** @description Number. */
                            count?: number | null;
                            /** @description Code of the SKU. */
                            sku?: string | null;
                            /** @description Id of the organization. */
                            organizationId?: string | null;
                            /** @description Mode of delivery, one of those that the SKU offers. */
                            mode?: string | null;
                            /**
                             * Format: date-time
                             * @description When it happens or happened, in account time.
                             */
                            at?: string | null;
                            /**
                             * Format: date-time
                             * @description When it was delivered.
                             */
                            deliveredAt?: string | null;
                            /** @description Days since the delivery. */
                            days?: number | null;
                            /** @description Id of the notice. */
                            noticeId: string;
                            /** @description Id of the account. */
                            accountId: string;
                            /** @description Name of the account. */
                            accountName: string;
                            /** @description A headline for people. */
                            title: components["schemas"]["Localized"];
                            /** @description The whole message for people. */
                            text: components["schemas"]["Localized"];
                            /** @description Name of the organization. */
                            organizationName?: string;
                            /** @description Name of the consortium. */
                            consortiumName?: string;
                            /** @description The buyer’s own reference of the order. */
                            reference?: string | null;
                            /** @description Name of the SKU. */
                            name?: components["schemas"]["Localized"];
                            /** @description Name of the resource. */
                            resourceName?: components["schemas"]["Localized"];
                        };
                    };
                };
            };
            responses: never;
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "service.accepted": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sent when services are accepted. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /**
                         * @description Kind of the notice.
                         * @constant
                         */
                        type: "service.accepted";
                        /**
                         * Format: date-time
                         * @description When it happened, in account time.
                         */
                        timestamp: string;
                        /** @description The facts of the notice. A fact that is not known is null or absent; more may be added. */
                        data: {
                            /** @description Id of the order. */
                            orderId?: string | null;
                            /** @description Id of the line of the order. */
                            lineId?: string | null;
                            /** @description Id of the service. */
                            serviceId?: string | null;
                            /** @description Ids of the services. */
                            serviceIds?: string[];
                            /** @description Number. */
                            count?: number | null;
                            /** @description Code of the SKU. */
                            sku?: string | null;
                            /** @description Id of the organization. */
                            organizationId?: string | null;
                            /** @description Mode of delivery, one of those that the SKU offers. */
                            mode?: string | null;
                            /**
                             * Format: date-time
                             * @description When it happens or happened, in account time.
                             */
                            at?: string | null;
                            /** @description How the acceptance was given. */
                            given?: string | null;
                            /** @description Id of the notice. */
                            noticeId: string;
                            /** @description Id of the account. */
                            accountId: string;
                            /** @description Name of the account. */
                            accountName: string;
                            /** @description A headline for people. */
                            title: components["schemas"]["Localized"];
                            /** @description The whole message for people. */
                            text: components["schemas"]["Localized"];
                            /** @description Name of the organization. */
                            organizationName?: string;
                            /** @description Name of the consortium. */
                            consortiumName?: string;
                            /** @description The buyer’s own reference of the order. */
                            reference?: string | null;
                            /** @description Name of the SKU. */
                            name?: components["schemas"]["Localized"];
                            /** @description Name of the resource. */
                            resourceName?: components["schemas"]["Localized"];
                        };
                    };
                };
            };
            responses: never;
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "service.rejected": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sent when services are rejected, so that work continues. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /**
                         * @description Kind of the notice.
                         * @constant
                         */
                        type: "service.rejected";
                        /**
                         * Format: date-time
                         * @description When it happened, in account time.
                         */
                        timestamp: string;
                        /** @description The facts of the notice. A fact that is not known is null or absent; more may be added. */
                        data: {
                            /** @description Id of the order. */
                            orderId?: string | null;
                            /** @description Id of the line of the order. */
                            lineId?: string | null;
                            /** @description Id of the service. */
                            serviceId?: string | null;
                            /** @description Ids of the services. */
                            serviceIds?: string[];
                            /** @description Number. */
                            count?: number | null;
                            /** @description Code of the SKU. */
                            sku?: string | null;
                            /** @description Id of the organization. */
                            organizationId?: string | null;
                            /** @description Mode of delivery, one of those that the SKU offers. */
                            mode?: string | null;
                            /**
                             * Format: date-time
                             * @description When it happens or happened, in account time.
                             */
                            at?: string | null;
                            /** @description Why, in a sentence or two. */
                            reason?: string | null;
                            /** @description Id of the notice. */
                            noticeId: string;
                            /** @description Id of the account. */
                            accountId: string;
                            /** @description Name of the account. */
                            accountName: string;
                            /** @description A headline for people. */
                            title: components["schemas"]["Localized"];
                            /** @description The whole message for people. */
                            text: components["schemas"]["Localized"];
                            /** @description Name of the organization. */
                            organizationName?: string;
                            /** @description Name of the consortium. */
                            consortiumName?: string;
                            /** @description The buyer’s own reference of the order. */
                            reference?: string | null;
                            /** @description Name of the SKU. */
                            name?: components["schemas"]["Localized"];
                            /** @description Name of the resource. */
                            resourceName?: components["schemas"]["Localized"];
                        };
                    };
                };
            };
            responses: never;
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "service.ended": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sent when maintenance ends. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /**
                         * @description Kind of the notice.
                         * @constant
                         */
                        type: "service.ended";
                        /**
                         * Format: date-time
                         * @description When it happened, in account time.
                         */
                        timestamp: string;
                        /** @description The facts of the notice. A fact that is not known is null or absent; more may be added. */
                        data: {
                            /** @description Id of the order. */
                            orderId?: string | null;
                            /** @description Id of the line of the order. */
                            lineId?: string | null;
                            /** @description Id of the service. */
                            serviceId?: string | null;
                            /** @description Ids of the services. */
                            serviceIds?: string[];
                            /** @description Number. */
                            count?: number | null;
                            /** @description Code of the SKU. */
                            sku?: string | null;
                            /** @description Id of the organization. */
                            organizationId?: string | null;
                            /** @description Mode of delivery, one of those that the SKU offers. */
                            mode?: string | null;
                            /**
                             * Format: date-time
                             * @description When it happens or happened, in account time.
                             */
                            at?: string | null;
                            /**
                             * Format: date-time
                             * @description Exclusive end.
                             */
                            until?: string | null;
                            /** @description Id of the notice. */
                            noticeId: string;
                            /** @description Id of the account. */
                            accountId: string;
                            /** @description Name of the account. */
                            accountName: string;
                            /** @description A headline for people. */
                            title: components["schemas"]["Localized"];
                            /** @description The whole message for people. */
                            text: components["schemas"]["Localized"];
                            /** @description Name of the organization. */
                            organizationName?: string;
                            /** @description Name of the consortium. */
                            consortiumName?: string;
                            /** @description The buyer’s own reference of the order. */
                            reference?: string | null;
                            /** @description Name of the SKU. */
                            name?: components["schemas"]["Localized"];
                            /** @description Name of the resource. */
                            resourceName?: components["schemas"]["Localized"];
                        };
                    };
                };
            };
            responses: never;
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export interface components {
    schemas: {
        /**
         * @example {
         *       "accountId": "acc_01jb5w8q2m3n4p5r6s7t8v9w0x",
         *       "organizationId": "org_01jb5w8q2m3n4p5r6s7t8v9w0x",
         *       "resource": "inspection",
         *       "quantity": 1,
         *       "storageYears": 15
         *     }
         */
        PostUsageBody: {
            /** @description Id of the account. */
            accountId: string;
            /** @description Id of the organization. */
            organizationId: string;
            /** @description Code of the resource, such as `inspection`. */
            resource: string;
            /** @description Number of units. */
            quantity: number;
            /** @description Minimum storage of the units consumed. If such units do not cover the usage while others are left, it is refused whole. By default, the storage term of the account is tried first. */
            storageYears?: number;
            /** @description A reference of the caller’s own, such as an order number. */
            reference?: string;
        };
        /**
         * @example {
         *       "usages": [
         *         {
         *           "key": "study-20260307-0001",
         *           "accountId": "acc_01jb5w8q2m3n4p5r6s7t8v9w0x",
         *           "organizationId": "org_01jb5w8q2m3n4p5r6s7t8v9w0x",
         *           "resource": "inspection",
         *           "quantity": 1
         *         }
         *       ]
         *     }
         */
        PostUsageBatchBody: {
            /** @description The usages, decided one by one in this order. */
            usages: components["schemas"]["BatchUsage"][];
        };
        /** @description One that does not match is refused by itself: its result has the status 422. */
        BatchUsage: {
            /** @description Key. */
            key: string;
            /** @description Id of the account. */
            accountId: string;
            /** @description Id of the organization. */
            organizationId: string;
            /** @description Code of the resource, such as `inspection`. */
            resource: string;
            /** @description Number of units. */
            quantity: number;
            /** @description Minimum storage of the units consumed. If such units do not cover the usage while others are left, it is refused whole. By default, the storage term of the account is tried first. */
            storageYears?: number;
            /** @description A reference of the caller’s own, such as an order number. */
            reference?: string;
        };
        /**
         * Format: date-time
         * @description RFC 3339 with any offset and precision; returned in UTC with milliseconds. Years 1970 to 9998.
         */
        InstantInput: string;
        /**
         * @example {
         *       "reason": "The upload was a test"
         *     }
         */
        ReverseUsageBody: {
            /** @description Why, in a sentence or two. */
            reason: string;
        };
        CreateAccountBody: {
            /** @description Name, one line. */
            name: string;
            /**
             * @description ISO 3166-1 alpha-2 country code.
             * @example BR
             * @enum {string}
             */
            country: "AD" | "AE" | "AF" | "AG" | "AI" | "AL" | "AM" | "AO" | "AQ" | "AR" | "AS" | "AT" | "AU" | "AW" | "AX" | "AZ" | "BA" | "BB" | "BD" | "BE" | "BF" | "BG" | "BH" | "BI" | "BJ" | "BL" | "BM" | "BN" | "BO" | "BQ" | "BR" | "BS" | "BT" | "BV" | "BW" | "BY" | "BZ" | "CA" | "CC" | "CD" | "CF" | "CG" | "CH" | "CI" | "CK" | "CL" | "CM" | "CN" | "CO" | "CR" | "CU" | "CV" | "CW" | "CX" | "CY" | "CZ" | "DE" | "DJ" | "DK" | "DM" | "DO" | "DZ" | "EC" | "EE" | "EG" | "EH" | "ER" | "ES" | "ET" | "FI" | "FJ" | "FK" | "FM" | "FO" | "FR" | "GA" | "GB" | "GD" | "GE" | "GF" | "GG" | "GH" | "GI" | "GL" | "GM" | "GN" | "GP" | "GQ" | "GR" | "GS" | "GT" | "GU" | "GW" | "GY" | "HK" | "HM" | "HN" | "HR" | "HT" | "HU" | "ID" | "IE" | "IL" | "IM" | "IN" | "IO" | "IQ" | "IR" | "IS" | "IT" | "JE" | "JM" | "JO" | "JP" | "KE" | "KG" | "KH" | "KI" | "KM" | "KN" | "KP" | "KR" | "KW" | "KY" | "KZ" | "LA" | "LB" | "LC" | "LI" | "LK" | "LR" | "LS" | "LT" | "LU" | "LV" | "LY" | "MA" | "MC" | "MD" | "ME" | "MF" | "MG" | "MH" | "MK" | "ML" | "MM" | "MN" | "MO" | "MP" | "MQ" | "MR" | "MS" | "MT" | "MU" | "MV" | "MW" | "MX" | "MY" | "MZ" | "NA" | "NC" | "NE" | "NF" | "NG" | "NI" | "NL" | "NO" | "NP" | "NR" | "NU" | "NZ" | "OM" | "PA" | "PE" | "PF" | "PG" | "PH" | "PK" | "PL" | "PM" | "PN" | "PR" | "PS" | "PT" | "PW" | "PY" | "QA" | "RE" | "RO" | "RS" | "RU" | "RW" | "SA" | "SB" | "SC" | "SD" | "SE" | "SG" | "SH" | "SI" | "SJ" | "SK" | "SL" | "SM" | "SN" | "SO" | "SR" | "SS" | "ST" | "SV" | "SX" | "SY" | "SZ" | "TC" | "TD" | "TF" | "TG" | "TH" | "TJ" | "TK" | "TL" | "TM" | "TN" | "TO" | "TR" | "TT" | "TV" | "TW" | "TZ" | "UA" | "UG" | "UM" | "US" | "UY" | "UZ" | "VA" | "VC" | "VE" | "VG" | "VI" | "VN" | "VU" | "WF" | "WS" | "YE" | "YT" | "ZA" | "ZM" | "ZW";
            /**
             * @description IANA time zone.
             * @example Asia/Shanghai
             */
            timeZone: string;
            /** @description Sales team that looks after the account. */
            salesTeam: string;
            /**
             * @description True for an account with a clock of its own, for trials.
             * @default false
             */
            sandbox?: boolean;
            /**
             * Format: date-time
             * @description RFC 3339 with any offset and precision; returned in UTC with milliseconds. Years 1970 to 9998.
             */
            sandboxNow?: components["schemas"]["InstantInput"];
            /** @description Storage term that usages take by default: a wish, which does not bind where it is not covered. Null for none. */
            defaultStorageYears?: number;
        };
        /**
         * @example {
         *       "name": "Santa Clara General Hospital"
         *     }
         */
        ChangeAccountBody: {
            /** @description Name, one line. */
            name?: string;
            /** @description Sales team that looks after the account. */
            salesTeam?: string;
            /** @description Storage term that usages take by default: a wish, which does not bind where it is not covered. Null for none. */
            defaultStorageYears?: number | null;
        };
        AdvanceClockBody: {
            /**
             * Format: date-time
             * @description RFC 3339 with any offset and precision; returned in UTC with milliseconds. Years 1970 to 9998.
             */
            to?: components["schemas"]["InstantInput"];
            /**
             * Format: duration
             * @description ISO 8601, not negative, at most a hundred years.
             * @example PT24H
             * @example P1Y
             */
            by?: string;
        };
        /**
         * @example {
         *       "name": "North Alliance"
         *     }
         */
        CreateConsortiumBody: {
            /** @description Name, one line. */
            name: string;
        };
        /**
         * @example {
         *       "name": "Northern Alliance"
         *     }
         */
        ChangeConsortiumBody: {
            /** @description Name, one line. */
            name: string;
        };
        /**
         * @example {
         *       "name": "Radiology, Main Campus"
         *     }
         */
        CreateOrganizationBody: {
            /** @description Name, one line. */
            name: string;
            /** @description Id of the consortium. */
            consortiumId?: string;
            /** @description The id of the organization in the systems of the customer. */
            externalId?: string;
        };
        /**
         * @example {
         *       "name": "Radiology, West Campus"
         *     }
         * @example {
         *       "consortiumId": null
         *     }
         */
        ChangeOrganizationBody: {
            /** @description Name, one line. */
            name?: string;
            /** @description Id of the consortium. */
            consortiumId?: string | null;
            /** @description The id of the organization in the systems of the customer. */
            externalId?: string | null;
        };
        /**
         * @example {
         *       "accountId": "acc_01jb5w8q2m3n4p5r6s7t8v9w0x",
         *       "number": "COOP-2025-17",
         *       "productLines": [
         *         "aimis-intl"
         *       ],
         *       "signedOn": "2025-03-01",
         *       "document": {
         *         "name": "COOP-2025-17.pdf",
         *         "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
         *       }
         *     }
         */
        RecordAgreementBody: {
            /** @description Id of the account. */
            accountId: string;
            /** @description Number of the agreement, unique within the account. */
            number: string;
            /** @description Product lines. */
            productLines: string[];
            /** @description Date of signature, not after the current date of the account. */
            signedOn: components["schemas"]["CalendarDate"];
            /** @description Last day of validity, in the zone of the account; not before `signedOn`. */
            validTo?: components["schemas"]["CalendarDate"];
            /** @description The document, by name and hash, or as a file of the account. */
            document: components["schemas"]["DocumentInput"];
            /**
             * @description Names of the parties.
             * @default []
             */
            parties?: string[];
            /**
             * @description Prices that replace those of the catalogue for this account.
             * @default []
             */
            prices?: components["schemas"]["PriceInputInput"][];
            /**
             * @description Values of policies that differ from the catalogue, by name.
             * @default {}
             */
            overrides?: components["schemas"]["PolicyOverrides"];
        };
        /**
         * Format: date
         * @description A date of the calendar, from 1969-12-31 to 9998-12-31.
         * @example 2026-03-07
         */
        CalendarDate: string;
        DocumentInput: {
            /** @description Name of the document; together with `sha256`, instead of `fileId`. */
            name?: string;
            /**
             * @description Hex SHA-256, returned in lower case.
             * @example 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
             */
            sha256?: string;
            /** @description Id of a file of the account. */
            fileId?: string;
        } & (unknown | unknown);
        /**
         * @example {
         *       "sku": "AIMIS-INTL-CI-QTY-15Y",
         *       "amountMinor": 1416,
         *       "currency": "USD"
         *     }
         */
        PriceInputInput: {
            /** @description Code of the SKU. */
            sku: string;
            /** @description Only where prices are regional. */
            region?: string;
            /** @description Minor units for perQuantity units. */
            amountMinor: number;
            /**
             * @description ISO 4217 currency code.
             * @enum {string}
             */
            currency: "AED" | "AFN" | "ALL" | "AMD" | "AOA" | "ARS" | "AUD" | "AWG" | "AZN" | "BAM" | "BBD" | "BDT" | "BGN" | "BHD" | "BIF" | "BMD" | "BND" | "BOB" | "BOV" | "BRL" | "BSD" | "BTN" | "BWP" | "BYN" | "BZD" | "CAD" | "CDF" | "CHE" | "CHF" | "CHW" | "CLF" | "CLP" | "CNY" | "COP" | "COU" | "CRC" | "CUP" | "CVE" | "CZK" | "DJF" | "DKK" | "DOP" | "DZD" | "EGP" | "ERN" | "ETB" | "EUR" | "FJD" | "FKP" | "GBP" | "GEL" | "GHS" | "GIP" | "GMD" | "GNF" | "GTQ" | "GYD" | "HKD" | "HNL" | "HTG" | "HUF" | "IDR" | "ILS" | "INR" | "IQD" | "IRR" | "ISK" | "JMD" | "JOD" | "JPY" | "KES" | "KGS" | "KHR" | "KMF" | "KPW" | "KRW" | "KWD" | "KYD" | "KZT" | "LAK" | "LBP" | "LKR" | "LRD" | "LSL" | "LYD" | "MAD" | "MDL" | "MGA" | "MKD" | "MMK" | "MNT" | "MOP" | "MRU" | "MUR" | "MVR" | "MWK" | "MXN" | "MXV" | "MYR" | "MZN" | "NAD" | "NGN" | "NIO" | "NOK" | "NPR" | "NZD" | "OMR" | "PAB" | "PEN" | "PGK" | "PHP" | "PKR" | "PLN" | "PYG" | "QAR" | "RON" | "RSD" | "RUB" | "RWF" | "SAR" | "SBD" | "SCR" | "SDG" | "SEK" | "SGD" | "SHP" | "SLE" | "SOS" | "SRD" | "SSP" | "STN" | "SVC" | "SYP" | "SZL" | "THB" | "TJS" | "TMT" | "TND" | "TOP" | "TRY" | "TTD" | "TWD" | "TZS" | "UAH" | "UGX" | "USD" | "USN" | "UYI" | "UYU" | "UYW" | "UZS" | "VED" | "VES" | "VND" | "VUV" | "WST" | "XAF" | "XCD" | "XCG" | "XOF" | "XPF" | "YER" | "ZAR" | "ZMW" | "ZWG";
            /** @description Number of units that the amount buys; 1 by default. */
            perQuantity?: number;
        };
        /**
         * @example {
         *       "graceHours": 48,
         *       "overdraftCap": 10000
         *     }
         */
        PolicyOverrides: {
            /** @description Whether what was credited late ends later by the delay. */
            extendOnLateCredit?: boolean;
            /** @description Days before an end on which a reminder is sent, largest first. */
            reminderDays?: number[];
            /**
             * @description Who owns a software licence.
             * @enum {unknown}
             */
            licenceScope?: "consortium" | "organization";
            /**
             * @description What closes when cover ends.
             * @enum {unknown}
             */
            validitySuspends?: "feature" | "organization";
            /**
             * @description What staff need to record an acceptance for the user.
             * @enum {unknown}
             */
            acceptanceProof?: "named" | "document" | "customer";
            /** @description Hours from the start of arrears to the suspension. */
            graceHours?: number;
            /** @description Units that must be available before a suspension lifts. */
            resumeRequires?: number;
            /** @description Most units of arrears; null for no cap. */
            overdraftCap?: number | null;
            /** @description Whether a usage needs active basic software. */
            usageNeedsBasic?: boolean;
        };
        /**
         * @example {
         *       "reason": "Replaced by COOP-2026-02"
         *     }
         */
        TerminateAgreementBody: {
            /** @description Why, in a sentence or two. */
            reason: string;
        };
        /**
         * @example {
         *       "prices": [
         *         {
         *           "sku": "AIMIS-INTL-CI-QTY-15Y",
         *           "amountMinor": 1416,
         *           "currency": "USD"
         *         }
         *       ],
         *       "reason": "Price list of 2026"
         *     }
         */
        SetPricesBody: {
            /** @description Prices. */
            prices: components["schemas"]["PriceInputInput"][];
            /**
             * @description True for prices of demonstrations.
             * @default false
             */
            demo?: boolean;
            /** @description Why, in a sentence or two. */
            reason: string;
        };
        /**
         * @example {
         *       "accountId": "acc_01jb5w8q2m3n4p5r6s7t8v9w0x",
         *       "channel": "online",
         *       "termsAccepted": true,
         *       "termsVersion": "2025-03-07",
         *       "reference": "PO-1234",
         *       "lines": [
         *         {
         *           "sku": "AIMIS-INTL-CI-QTY-15Y",
         *           "quantity": 10000
         *         }
         *       ]
         *     }
         */
        OrderBody: {
            /** @description Id of the account. */
            accountId: string;
            /**
             * @description Where the order comes from: `online` or `offline`, which is placed by staff.
             * @enum {string}
             */
            channel: "online" | "offline";
            /** @description True if the buyer accepted the terms of service; an order is refused without it. */
            termsAccepted: boolean;
            /** @description Version of the terms of service that was accepted; the current one of the product line. */
            termsVersion: string;
            /** @description Sales team that looks after the account. */
            salesTeam?: string;
            /** @description Id of the agreement. */
            agreementId?: string;
            /** @description A reference of the caller’s own, such as an order number. */
            reference?: string;
            /** @description The lines, all of one product line. */
            lines: components["schemas"]["OrderLineInput"][];
        };
        OrderLineInput: {
            /** @description Code of the SKU. */
            sku: string;
            /** @description Number of units; which numbers are allowed depends on the SKU. */
            quantity: number;
            /** @description The paid period; only where the SKU has one. */
            term?: components["schemas"]["TermInputInput"];
            /** @description Id of the organization. */
            organizationId?: string;
            /** @description Id of the consortium. */
            consortiumId?: string;
            /** @description Mode of delivery, one of those that the SKU offers. */
            mode?: string;
            /**
             * @description `queue` (the default) starts after the running term, `now` beside it.
             * @enum {string}
             */
            start?: "queue" | "now";
            /** @description Who is served and how; for service lines only. */
            note?: components["schemas"]["ServiceNoteInput"];
        };
        TermInputInput: {
            /** @description Number of units of time. */
            count: number;
            /**
             * @description Unit of time.
             * @enum {string}
             */
            unit: "year" | "month";
        };
        ServiceNoteInput: {
            /** @description Name of the organization. */
            organizationName?: string;
            /** @description The id of the organization in the systems of the customer. */
            organizationId?: string;
            /** @description Further information for delivery. */
            remarks?: string;
            /** @description A secret: never shown again. */
            token?: string;
        };
        /** @example {} */
        NoBody: Record<string, never>;
        /**
         * @example {
         *       "reason": "Ordered twice"
         *     }
         */
        CancelOrderBody: {
            /** @description Why, in a sentence or two. */
            reason: string;
        };
        /**
         * @example {
         *       "reason": "Risk check"
         *     }
         */
        HoldOrderBody: {
            /** @description Why, in a sentence or two. */
            reason: string;
        };
        /**
         * @example {
         *       "note": "Checked"
         *     }
         */
        ReleaseOrderBody: {
            /** @description A note. */
            note?: string;
        };
        /**
         * @example {
         *       "termsAccepted": true,
         *       "termsVersion": "2026-03-24"
         *     }
         */
        RenewOrderBody: {
            /** @description True if the buyer accepted the terms of service; an order is refused without it. */
            termsAccepted: boolean;
            /** @description Version of the terms of service that was accepted; the current one of the product line. */
            termsVersion: string;
            /** @description The lines. */
            lines?: {
                /** @description Id of the line of the order. */
                lineId: string;
                /** @description The paid period; null where the SKU has none. */
                term: components["schemas"]["TermInputInput"];
            }[];
        };
        StartPaymentBody: components["schemas"]["OnlinePaymentBody"] | components["schemas"]["OfflinePaymentBody"];
        OnlinePaymentBody: {
            /**
             * @description Paid through the payment provider.
             * @constant
             */
            method: "online";
            /** @description What the payment provider gave to the buyer’s browser. Never stored. */
            token: string;
        };
        OfflinePaymentBody: {
            /**
             * @description Paid by transfer, recorded by an operator.
             * @constant
             */
            method: "offline";
            /** @description The reference of the transfer. */
            reference: string;
            /** @description Amount of money. */
            amount: components["schemas"]["PaidMoney"];
            /** @description When the money was received. Not in the future, and not before the order awaited payment. */
            receivedAt?: components["schemas"]["InstantInput"];
            /** @description A note, a document, or both. */
            evidence: components["schemas"]["Evidence"];
        };
        PaidMoney: {
            /** @description Amount in minor units of the currency, such as cents. */
            amountMinor: number;
            /**
             * @description ISO 4217 currency code.
             * @enum {string}
             */
            currency: "AED" | "AFN" | "ALL" | "AMD" | "AOA" | "ARS" | "AUD" | "AWG" | "AZN" | "BAM" | "BBD" | "BDT" | "BGN" | "BHD" | "BIF" | "BMD" | "BND" | "BOB" | "BOV" | "BRL" | "BSD" | "BTN" | "BWP" | "BYN" | "BZD" | "CAD" | "CDF" | "CHE" | "CHF" | "CHW" | "CLF" | "CLP" | "CNY" | "COP" | "COU" | "CRC" | "CUP" | "CVE" | "CZK" | "DJF" | "DKK" | "DOP" | "DZD" | "EGP" | "ERN" | "ETB" | "EUR" | "FJD" | "FKP" | "GBP" | "GEL" | "GHS" | "GIP" | "GMD" | "GNF" | "GTQ" | "GYD" | "HKD" | "HNL" | "HTG" | "HUF" | "IDR" | "ILS" | "INR" | "IQD" | "IRR" | "ISK" | "JMD" | "JOD" | "JPY" | "KES" | "KGS" | "KHR" | "KMF" | "KPW" | "KRW" | "KWD" | "KYD" | "KZT" | "LAK" | "LBP" | "LKR" | "LRD" | "LSL" | "LYD" | "MAD" | "MDL" | "MGA" | "MKD" | "MMK" | "MNT" | "MOP" | "MRU" | "MUR" | "MVR" | "MWK" | "MXN" | "MXV" | "MYR" | "MZN" | "NAD" | "NGN" | "NIO" | "NOK" | "NPR" | "NZD" | "OMR" | "PAB" | "PEN" | "PGK" | "PHP" | "PKR" | "PLN" | "PYG" | "QAR" | "RON" | "RSD" | "RUB" | "RWF" | "SAR" | "SBD" | "SCR" | "SDG" | "SEK" | "SGD" | "SHP" | "SLE" | "SOS" | "SRD" | "SSP" | "STN" | "SVC" | "SYP" | "SZL" | "THB" | "TJS" | "TMT" | "TND" | "TOP" | "TRY" | "TTD" | "TWD" | "TZS" | "UAH" | "UGX" | "USD" | "USN" | "UYI" | "UYU" | "UYW" | "UZS" | "VED" | "VES" | "VND" | "VUV" | "WST" | "XAF" | "XCD" | "XCG" | "XOF" | "XPF" | "YER" | "ZAR" | "ZMW" | "ZWG";
        };
        /**
         * @example {
         *       "note": "Bank statement of 7 March"
         *     }
         */
        Evidence: {
            /** @description A note. */
            note?: string;
            /** @description The document, by name and hash, or as a file of the account. */
            document?: components["schemas"]["DocumentInput"];
        };
        /**
         * @example {
         *       "reason": "Paid twice"
         *     }
         */
        RefundPaymentBody: {
            /** @description Why, in a sentence or two. */
            reason: string;
        };
        /**
         * @example {
         *       "orderId": "ord_01jb5w8q2m3n4p5r6s7t8v9w0x",
         *       "reason": "Meant for this order"
         *     }
         */
        ApplyPaymentBody: {
            /** @description Id of the order. */
            orderId: string;
            /** @description Why, in a sentence or two. */
            reason: string;
        };
        /**
         * @example {
         *       "eventId": "evt_0001",
         *       "type": "payment.captured",
         *       "paymentId": "pay_01jb5w8q2m3n4p5r6s7t8v9w0x",
         *       "providerReference": "ch_0001",
         *       "amount": {
         *         "amountMinor": 14160000,
         *         "currency": "USD"
         *       },
         *       "occurredAt": "2026-03-07T16:00:00.000Z"
         *     }
         */
        PaymentEvent: {
            /** @description Id of the event at the provider; a repeat has the same. */
            eventId: string;
            /**
             * @description What happened. Other types are acknowledged and only counted.
             * @enum {string}
             */
            type: "payment.captured" | "payment.declined" | "refund.paid";
            /** @description Id of the payment; absent for money without a charge of ours. */
            paymentId?: string;
            /** @description Id of the refund, in `refund.paid`. */
            refundId?: string;
            /** @description The capture at the provider. */
            providerReference: string;
            /** @description Amount of money. */
            amount: {
                /** @description Amount in minor units of the currency, such as cents. */
                amountMinor: number;
                /** @description ISO 4217 currency code. */
                currency: string;
            };
            /** @description When it happened, by the clock of the provider. */
            occurredAt: components["schemas"]["Instant"];
            /**
             * @description Texts that were sent with the charge.
             * @default {}
             */
            metadata?: {
                [key: string]: string;
            };
        };
        /**
         * Format: date-time
         * @example 2026-03-07T16:00:00.000Z
         */
        Instant: string;
        /**
         * @example {
         *       "reason": "The project was cancelled before its kickoff"
         *     }
         */
        RefundBody: {
            /** @description Each line once; by default everything that can be refunded. */
            lines?: {
                /** @description Id of the line of the order. */
                lineId: string;
                /** @description Number of units. */
                quantity: number;
                /** @description At most the amount that the rules allow, which is the default. */
                amount?: {
                    /** @description Amount in minor units of the currency, such as cents. */
                    amountMinor: number;
                    /**
                     * @description ISO 4217 currency code.
                     * @enum {string}
                     */
                    currency: "AED" | "AFN" | "ALL" | "AMD" | "AOA" | "ARS" | "AUD" | "AWG" | "AZN" | "BAM" | "BBD" | "BDT" | "BGN" | "BHD" | "BIF" | "BMD" | "BND" | "BOB" | "BOV" | "BRL" | "BSD" | "BTN" | "BWP" | "BYN" | "BZD" | "CAD" | "CDF" | "CHE" | "CHF" | "CHW" | "CLF" | "CLP" | "CNY" | "COP" | "COU" | "CRC" | "CUP" | "CVE" | "CZK" | "DJF" | "DKK" | "DOP" | "DZD" | "EGP" | "ERN" | "ETB" | "EUR" | "FJD" | "FKP" | "GBP" | "GEL" | "GHS" | "GIP" | "GMD" | "GNF" | "GTQ" | "GYD" | "HKD" | "HNL" | "HTG" | "HUF" | "IDR" | "ILS" | "INR" | "IQD" | "IRR" | "ISK" | "JMD" | "JOD" | "JPY" | "KES" | "KGS" | "KHR" | "KMF" | "KPW" | "KRW" | "KWD" | "KYD" | "KZT" | "LAK" | "LBP" | "LKR" | "LRD" | "LSL" | "LYD" | "MAD" | "MDL" | "MGA" | "MKD" | "MMK" | "MNT" | "MOP" | "MRU" | "MUR" | "MVR" | "MWK" | "MXN" | "MXV" | "MYR" | "MZN" | "NAD" | "NGN" | "NIO" | "NOK" | "NPR" | "NZD" | "OMR" | "PAB" | "PEN" | "PGK" | "PHP" | "PKR" | "PLN" | "PYG" | "QAR" | "RON" | "RSD" | "RUB" | "RWF" | "SAR" | "SBD" | "SCR" | "SDG" | "SEK" | "SGD" | "SHP" | "SLE" | "SOS" | "SRD" | "SSP" | "STN" | "SVC" | "SYP" | "SZL" | "THB" | "TJS" | "TMT" | "TND" | "TOP" | "TRY" | "TTD" | "TWD" | "TZS" | "UAH" | "UGX" | "USD" | "USN" | "UYI" | "UYU" | "UYW" | "UZS" | "VED" | "VES" | "VND" | "VUV" | "WST" | "XAF" | "XCD" | "XCG" | "XOF" | "XPF" | "YER" | "ZAR" | "ZMW" | "ZWG";
                };
            }[];
            /** @description Why, in a sentence or two. */
            reason: string;
            /** @description Id of the agreement. */
            agreementId?: string;
            /** @description Clause of the agreement that allows it. */
            clause?: string;
        };
        /**
         * @example {
         *       "resource": "inspection",
         *       "units": 200,
         *       "storageYears": 15,
         *       "reason": "Uploads were slow for a week"
         *     }
         */
        CreditBody: {
            /** @description Code of the resource, such as `inspection`. */
            resource: string;
            /** @description Number of units. */
            units: number;
            /** @description Years for which the content of a unit is stored. */
            storageYears?: number;
            /** @description Last date of use, before the year 3000; by default a year from today. */
            expiresOn?: components["schemas"]["CalendarDate"];
            /** @description Why, in a sentence or two. */
            reason: string;
        };
        /**
         * @example {
         *       "expiresOn": "2099-12-31",
         *       "reason": "The go-live was postponed"
         *     }
         */
        ExtendLotBody: {
            /** @description Last date of use, before the year 3000. */
            expiresOn: components["schemas"]["CalendarDate"];
            /** @description Why, in a sentence or two. */
            reason: string;
        };
        /**
         * @example {
         *       "reason": "Settled by contract"
         *     }
         */
        WriteOffEpisodeBody: {
            /** @description Why, in a sentence or two. */
            reason: string;
        };
        /**
         * @example {
         *       "assignee": "delivery-7"
         *     }
         */
        AssignServiceBody: {
            /** @description The assignee: the id of a key, which may then read the token of the order's note, or a name. */
            assignee: string;
        };
        /**
         * @example {
         *       "evidence": {
         *         "note": "Handed over on site"
         *       }
         *     }
         */
        DeliverServiceBody: {
            /** @description A note, a document, or both. */
            evidence?: components["schemas"]["Evidence"];
        };
        /**
         * @example {
         *       "acceptedBy": "Dr. Chen"
         *     }
         */
        AcceptServiceBody: {
            /** @description Name or reference of the user who accepted. */
            acceptedBy: string;
            /** @description A note, a document, or both. */
            evidence?: components["schemas"]["Evidence"];
        };
        /**
         * @example {
         *       "rejectedBy": "Dr. Chen",
         *       "reason": "Incomplete"
         *     }
         */
        RejectServiceBody: {
            /** @description Name or reference of the user who rejected. */
            rejectedBy: string;
            /** @description Why, in a sentence or two. */
            reason: string;
        };
        /**
         * @example {
         *       "startBy": "2099-03-31",
         *       "reason": "The site is being rebuilt"
         *     }
         */
        ExtendServiceBody: {
            /** @description Last date on which it can be started, in the zone of the account; before the year 3000. */
            startBy: components["schemas"]["CalendarDate"];
            /** @description Why, in a sentence or two. */
            reason: string;
        };
        /**
         * @example {
         *       "expiresInDays": 14
         *     }
         */
        CreateAcceptanceLinkBody: {
            /**
             * @description Number of days for which the link is valid.
             * @default 14
             */
            expiresInDays?: number;
        };
        /**
         * @example {
         *       "acceptedBy": "Dr. Chen"
         *     }
         */
        AcceptSignOffBody: {
            /** @description Name or reference of the user who accepted. */
            acceptedBy: string;
        };
        /**
         * @example {
         *       "rejectedBy": "Dr. Chen",
         *       "reason": "Incomplete"
         *     }
         */
        RejectSignOffBody: {
            /** @description Name or reference of the user who rejected. */
            rejectedBy: string;
            /** @description Why, in a sentence or two. */
            reason: string;
        };
        /**
         * @example {
         *       "resource": "inspection",
         *       "units": [
         *         500,
         *         100
         *       ]
         *     }
         */
        SetLowBalanceBody: {
            /** @description Code of the resource, such as `inspection`. */
            resource: string;
            /** @description Largest first, each once. Empty: never. Null: those of the catalogue. */
            units: number[] | null;
        };
        /**
         * @example {
         *       "url": "https://platform.example/notices",
         *       "enabled": true
         *     }
         */
        SetPlatformBody: {
            /** @description Endpoint of notices; null for the built-in inbox. */
            url: string | null;
            /**
             * @description Endpoint of sandbox notices, which go nowhere else.
             * @default null
             */
            sandboxUrl?: string | null;
            /** @description False: all notices go to the built-in inbox. */
            enabled: boolean;
        };
        /**
         * @example {
         *       "note": "Called the customer"
         *     }
         */
        ResolveTaskBody: {
            /** @description A note. */
            note: string;
        };
        CreateKeyBody: {
            /** @description Name, one line. */
            name: string;
            /** @description Roles of the key. `customer` stands alone. */
            roles: ("sales" | "delivery" | "operator" | "platform" | "customer")[];
            /** @description Accounts to which the key is limited; a key of role `customer` needs some. */
            accountIds?: string[];
            /** @description Exclusive end. */
            expiresAt?: components["schemas"]["InstantInput"];
        };
        /**
         * @example {
         *       "reason": "Left the department"
         *     }
         */
        RevokeKeyBody: {
            /** @description Why, in a sentence or two. */
            reason?: string;
        };
        /**
         * @example {
         *       "key": "pf_a-key-of-this-installation",
         *       "person": "Ana Souza"
         *     }
         */
        StartSessionBody: {
            /** @description An API key. */
            key?: string;
            /** @description The token of a sign-in link; instead of `key`. */
            link?: string;
            /** @description Who signs in. Default: the key's name. */
            person?: string;
            /** @description What they sign in with, for the list of sessions. */
            device?: string;
        } & (unknown | unknown);
        /** @example {} */
        CreateSignInLinkBody: {
            /** @description Id of the key whose roles and accounts the session gets. Default: the caller's. Another one needs an operator whose key is not limited to accounts. */
            keyId?: string;
        };
        Problem: {
            /** @description Address of a page about the error code. */
            type: string;
            /** @description What the error code means, in a few words. */
            title: string;
            /** @description HTTP status. */
            status: number;
            /** @description What happened, in one sentence, in the language of the caller. */
            detail: string;
            /** @description Stable code for programs. */
            code: components["schemas"]["ErrorCode"];
            /** @description Id of the request, as in the header `X-Request-Id`. */
            requestId: string;
            /** @description Id of the business rule that decided. */
            rule?: string;
            /** @description The facts that decided: ids, instants, quantities. */
            evidence?: components["schemas"]["Facts"];
            /** @description What the caller can do about it. */
            remedy?: string;
            /** @description Every problem of the request. */
            errors?: components["schemas"]["ProblemEntry"][];
        };
        /** @enum {string} */
        ErrorCode: "malformed_json" | "idempotency_key_required" | "unauthenticated" | "suspended" | "insufficient_balance" | "forbidden" | "not_found" | "method_not_allowed" | "illegal_transition" | "agreement_required" | "idempotency_in_flight" | "sandbox_only" | "basic_inactive" | "conflict" | "payload_too_large" | "validation_failed" | "order_invalid" | "refund_not_allowed" | "idempotency_mismatch" | "rate_limited" | "unavailable" | "internal";
        Facts: {
            [key: string]: components["schemas"]["Json"];
        };
        Json: unknown;
        ProblemEntry: {
            /** @description Path in the body, such as lines[0].quantity; empty for the whole body. */
            path: string;
            /** @description Stable code for programs. */
            code: string;
            /** @description What is wrong, in the language of the caller. */
            message: string;
            /** @description Id of the rule that decided; `GET /v1/rules/{id}` states it. */
            rule?: string;
            /** @description What the caller can do about it. */
            remedy?: string;
        };
        Usage: {
            /** @description Opaque id, with a prefix that names the kind of record. */
            id: string;
            /** @description When it happens or happened, in account time. */
            at: components["schemas"]["Instant"];
            /** @description Id of the account. */
            accountId: string;
            /** @description Id of the organization. */
            organizationId: string;
            /** @description Code of the resource, such as `inspection`. */
            resource: string;
            /** @description Number of units. */
            quantity: number;
            /** @description The minimum storage applied to its draws: as requested, or the default of the account. */
            storageYears?: number;
            /** @description A reference of the caller’s own, such as an order number. */
            reference?: string;
            /** @description The lots that paid, in the order in which they were used. */
            draws: {
                /** @description Id of the lot. */
                lotId: string;
                /** @description Number of units. */
                units: number;
                /** @description Years for which the content of a unit is stored. */
                storageYears?: number;
                /** @description Exclusive end, counted from the upload. */
                storedUntil?: components["schemas"]["Instant"];
            }[];
            /** @description Units that no lot covered; the pool was used up. */
            arrears: number;
            /** @description The pool after the usage. */
            balance: {
                /** @description Units that can be used. */
                available: number;
                /** @description Outstanding units. */
                arrears: number;
            };
            /** @description Id of the episode of arrears. */
            episodeId?: string;
            /** @description When the service will be suspended unless the arrears are settled. */
            suspendsAt?: components["schemas"]["Instant"];
        };
        UsageBatchResults: {
            /** @description One result for each usage, in the order given. */
            results: {
                /** @description Key of the usage. */
                key: string;
                /** @description The status that the single call would have returned. */
                status: number;
                /** @description The usage. */
                usage?: components["schemas"]["Usage"];
                /** @description Why the usage was refused. */
                problem?: components["schemas"]["Problem"];
            }[];
        };
        ExplainedUsage: {
            /** @description Opaque id, with a prefix that names the kind of record. */
            id: string;
            /** @description When it happens or happened, in account time. */
            at: components["schemas"]["Instant"];
            /** @description Id of the account. */
            accountId: string;
            /** @description Name of the account. */
            accountName: string;
            /** @description Id of the organization. */
            organizationId: string;
            /** @description Name of the organization. */
            organizationName: string;
            /** @description Code of the resource, such as `inspection`. */
            resource: string;
            /** @description Name of the resource, as the catalogue names it now, or the code itself if it no longer does. */
            resourceName: components["schemas"]["Localized"];
            /** @description Number of units. */
            quantity: number;
            /** @description The minimum storage applied to its draws: as requested, or the default of the account. */
            storageYears?: number;
            /** @description A reference of the caller’s own, such as an order number. */
            reference?: string;
            /** @description The lots that paid, in the order in which they were used. */
            draws: {
                /** @description Id of the lot. */
                lotId: string;
                /** @description Number of units. */
                units: number;
                /** @description Years for which the content of a unit is stored. */
                storageYears?: number;
                /** @description Exclusive end, counted from the upload. */
                storedUntil?: components["schemas"]["Instant"];
                /** @description Id of the order. */
                orderId: string | null;
                /** @description Id of the line of the order. */
                lineId: string | null;
                /** @description The price from which the line was calculated. */
                unitPrice: components["schemas"]["UnitPrice"] | null;
                /** @description Amount of the whole line. */
                lineAmount: components["schemas"]["Money"] | null;
                /** @description The part of the line amount that these units earned, as the journal booked it. Null for units that were free of charge, written off, or booked before money was in the journal. */
                earned: components["schemas"]["Money"] | null;
                /** @description Exclusive end. */
                expiresAt: components["schemas"]["Instant"];
            }[];
            /** @description Units that no lot covered; the pool was used up. */
            arrears: number;
            /** @description The pool after the usage. */
            balance: {
                /** @description Units that can be used. */
                available: number;
                /** @description Outstanding units. */
                arrears: number;
            };
            /** @description Id of the episode of arrears. */
            episodeId?: string;
            /** @description When the service will be suspended unless the arrears are settled. */
            suspendsAt?: components["schemas"]["Instant"];
            /** @description Permanent key of the usage within the account. */
            key: string;
            /** @description What settled the arrears of this usage, and how long the inspections it paid for are stored. Without a lot, they were written off. */
            offsets: {
                /** @description When it happens or happened, in account time. */
                at: components["schemas"]["Instant"];
                /** @description Number of units. */
                units: number;
                /** @description Id of the lot. */
                lotId: string | null;
                /** @description Id of the order. */
                orderId: string | null;
                /** @description Id of the line of the order. */
                lineId: string | null;
                /** @description The price from which the line was calculated. */
                unitPrice: components["schemas"]["UnitPrice"] | null;
                /** @description Amount of the whole line. */
                lineAmount: components["schemas"]["Money"] | null;
                /** @description The part of the line amount that these units earned, as the journal booked it. Null for units that were free of charge, written off, or booked before money was in the journal. */
                earned: components["schemas"]["Money"] | null;
                /** @description Years for which the content of a unit is stored. */
                storageYears?: number;
                /** @description Exclusive end, counted from the upload. */
                storedUntil?: components["schemas"]["Instant"];
                /** @description Exclusive end. */
                expiresAt: components["schemas"]["Instant"] | null;
            }[];
            /** @description Present once the usage was reversed and its units were returned. */
            reversal?: {
                /** @description When it happens or happened, in account time. */
                at: components["schemas"]["Instant"];
                /** @description Who did it. */
                by: string;
                /** @description Why, in a sentence or two. */
                reason: string;
            };
        };
        Localized: {
            /** @description English. */
            en: string;
            /** @description Chinese. */
            zh: string;
        };
        UnitPrice: {
            /** @description Only where prices are regional. */
            region?: string;
            /** @description Minor units for perQuantity units. */
            amountMinor: number;
            /**
             * @description ISO 4217 currency code.
             * @enum {string}
             */
            currency: "AED" | "AFN" | "ALL" | "AMD" | "AOA" | "ARS" | "AUD" | "AWG" | "AZN" | "BAM" | "BBD" | "BDT" | "BGN" | "BHD" | "BIF" | "BMD" | "BND" | "BOB" | "BOV" | "BRL" | "BSD" | "BTN" | "BWP" | "BYN" | "BZD" | "CAD" | "CDF" | "CHE" | "CHF" | "CHW" | "CLF" | "CLP" | "CNY" | "COP" | "COU" | "CRC" | "CUP" | "CVE" | "CZK" | "DJF" | "DKK" | "DOP" | "DZD" | "EGP" | "ERN" | "ETB" | "EUR" | "FJD" | "FKP" | "GBP" | "GEL" | "GHS" | "GIP" | "GMD" | "GNF" | "GTQ" | "GYD" | "HKD" | "HNL" | "HTG" | "HUF" | "IDR" | "ILS" | "INR" | "IQD" | "IRR" | "ISK" | "JMD" | "JOD" | "JPY" | "KES" | "KGS" | "KHR" | "KMF" | "KPW" | "KRW" | "KWD" | "KYD" | "KZT" | "LAK" | "LBP" | "LKR" | "LRD" | "LSL" | "LYD" | "MAD" | "MDL" | "MGA" | "MKD" | "MMK" | "MNT" | "MOP" | "MRU" | "MUR" | "MVR" | "MWK" | "MXN" | "MXV" | "MYR" | "MZN" | "NAD" | "NGN" | "NIO" | "NOK" | "NPR" | "NZD" | "OMR" | "PAB" | "PEN" | "PGK" | "PHP" | "PKR" | "PLN" | "PYG" | "QAR" | "RON" | "RSD" | "RUB" | "RWF" | "SAR" | "SBD" | "SCR" | "SDG" | "SEK" | "SGD" | "SHP" | "SLE" | "SOS" | "SRD" | "SSP" | "STN" | "SVC" | "SYP" | "SZL" | "THB" | "TJS" | "TMT" | "TND" | "TOP" | "TRY" | "TTD" | "TWD" | "TZS" | "UAH" | "UGX" | "USD" | "USN" | "UYI" | "UYU" | "UYW" | "UZS" | "VED" | "VES" | "VND" | "VUV" | "WST" | "XAF" | "XCD" | "XCG" | "XOF" | "XPF" | "YER" | "ZAR" | "ZMW" | "ZWG";
            /** @description Number of units that the amount buys; 1 by default. */
            perQuantity: number;
            /** @description From a price list for demonstrations. */
            demo?: boolean;
            /** @description Id of the agreement. */
            agreementId?: string;
        };
        /**
         * @example {
         *       "amountMinor": 14160000,
         *       "currency": "USD"
         *     }
         */
        Money: {
            /** @description Amount in minor units of the currency, such as cents. */
            amountMinor: number;
            /**
             * @description ISO 4217 currency code.
             * @enum {string}
             */
            currency: "AED" | "AFN" | "ALL" | "AMD" | "AOA" | "ARS" | "AUD" | "AWG" | "AZN" | "BAM" | "BBD" | "BDT" | "BGN" | "BHD" | "BIF" | "BMD" | "BND" | "BOB" | "BOV" | "BRL" | "BSD" | "BTN" | "BWP" | "BYN" | "BZD" | "CAD" | "CDF" | "CHE" | "CHF" | "CHW" | "CLF" | "CLP" | "CNY" | "COP" | "COU" | "CRC" | "CUP" | "CVE" | "CZK" | "DJF" | "DKK" | "DOP" | "DZD" | "EGP" | "ERN" | "ETB" | "EUR" | "FJD" | "FKP" | "GBP" | "GEL" | "GHS" | "GIP" | "GMD" | "GNF" | "GTQ" | "GYD" | "HKD" | "HNL" | "HTG" | "HUF" | "IDR" | "ILS" | "INR" | "IQD" | "IRR" | "ISK" | "JMD" | "JOD" | "JPY" | "KES" | "KGS" | "KHR" | "KMF" | "KPW" | "KRW" | "KWD" | "KYD" | "KZT" | "LAK" | "LBP" | "LKR" | "LRD" | "LSL" | "LYD" | "MAD" | "MDL" | "MGA" | "MKD" | "MMK" | "MNT" | "MOP" | "MRU" | "MUR" | "MVR" | "MWK" | "MXN" | "MXV" | "MYR" | "MZN" | "NAD" | "NGN" | "NIO" | "NOK" | "NPR" | "NZD" | "OMR" | "PAB" | "PEN" | "PGK" | "PHP" | "PKR" | "PLN" | "PYG" | "QAR" | "RON" | "RSD" | "RUB" | "RWF" | "SAR" | "SBD" | "SCR" | "SDG" | "SEK" | "SGD" | "SHP" | "SLE" | "SOS" | "SRD" | "SSP" | "STN" | "SVC" | "SYP" | "SZL" | "THB" | "TJS" | "TMT" | "TND" | "TOP" | "TRY" | "TTD" | "TWD" | "TZS" | "UAH" | "UGX" | "USD" | "USN" | "UYI" | "UYU" | "UYW" | "UZS" | "VED" | "VES" | "VND" | "VUV" | "WST" | "XAF" | "XCD" | "XCG" | "XOF" | "XPF" | "YER" | "ZAR" | "ZMW" | "ZWG";
        };
        Account: {
            /** @description Opaque id, with a prefix that names the kind of record. */
            id: string;
            /** @description Name, one line. */
            name: string;
            /**
             * @description ISO 3166-1 alpha-2 country code.
             * @example BR
             * @enum {string}
             */
            country: "AD" | "AE" | "AF" | "AG" | "AI" | "AL" | "AM" | "AO" | "AQ" | "AR" | "AS" | "AT" | "AU" | "AW" | "AX" | "AZ" | "BA" | "BB" | "BD" | "BE" | "BF" | "BG" | "BH" | "BI" | "BJ" | "BL" | "BM" | "BN" | "BO" | "BQ" | "BR" | "BS" | "BT" | "BV" | "BW" | "BY" | "BZ" | "CA" | "CC" | "CD" | "CF" | "CG" | "CH" | "CI" | "CK" | "CL" | "CM" | "CN" | "CO" | "CR" | "CU" | "CV" | "CW" | "CX" | "CY" | "CZ" | "DE" | "DJ" | "DK" | "DM" | "DO" | "DZ" | "EC" | "EE" | "EG" | "EH" | "ER" | "ES" | "ET" | "FI" | "FJ" | "FK" | "FM" | "FO" | "FR" | "GA" | "GB" | "GD" | "GE" | "GF" | "GG" | "GH" | "GI" | "GL" | "GM" | "GN" | "GP" | "GQ" | "GR" | "GS" | "GT" | "GU" | "GW" | "GY" | "HK" | "HM" | "HN" | "HR" | "HT" | "HU" | "ID" | "IE" | "IL" | "IM" | "IN" | "IO" | "IQ" | "IR" | "IS" | "IT" | "JE" | "JM" | "JO" | "JP" | "KE" | "KG" | "KH" | "KI" | "KM" | "KN" | "KP" | "KR" | "KW" | "KY" | "KZ" | "LA" | "LB" | "LC" | "LI" | "LK" | "LR" | "LS" | "LT" | "LU" | "LV" | "LY" | "MA" | "MC" | "MD" | "ME" | "MF" | "MG" | "MH" | "MK" | "ML" | "MM" | "MN" | "MO" | "MP" | "MQ" | "MR" | "MS" | "MT" | "MU" | "MV" | "MW" | "MX" | "MY" | "MZ" | "NA" | "NC" | "NE" | "NF" | "NG" | "NI" | "NL" | "NO" | "NP" | "NR" | "NU" | "NZ" | "OM" | "PA" | "PE" | "PF" | "PG" | "PH" | "PK" | "PL" | "PM" | "PN" | "PR" | "PS" | "PT" | "PW" | "PY" | "QA" | "RE" | "RO" | "RS" | "RU" | "RW" | "SA" | "SB" | "SC" | "SD" | "SE" | "SG" | "SH" | "SI" | "SJ" | "SK" | "SL" | "SM" | "SN" | "SO" | "SR" | "SS" | "ST" | "SV" | "SX" | "SY" | "SZ" | "TC" | "TD" | "TF" | "TG" | "TH" | "TJ" | "TK" | "TL" | "TM" | "TN" | "TO" | "TR" | "TT" | "TV" | "TW" | "TZ" | "UA" | "UG" | "UM" | "US" | "UY" | "UZ" | "VA" | "VC" | "VE" | "VG" | "VI" | "VN" | "VU" | "WF" | "WS" | "YE" | "YT" | "ZA" | "ZM" | "ZW";
            /**
             * @description IANA time zone.
             * @example Asia/Shanghai
             */
            timeZone: string;
            /** @description Sales team that looks after the account. */
            salesTeam: string;
            /** @description True for an account with a clock of its own, for trials. */
            sandbox: boolean;
            /** @description Account time: the server clock, or the frozen clock of a sandbox. */
            now: components["schemas"]["Instant"];
            /** @description When it was created. */
            createdAt: components["schemas"]["Instant"];
            /**
             * @description State.
             * @enum {string}
             */
            state: "active";
            /** @description Storage term that usages take by default: a wish, which does not bind where it is not covered. Null for none. */
            defaultStorageYears: number | null;
        };
        ClockAdvance: {
            /** @description Opaque id, with a prefix that names the kind of record. */
            id: string;
            /**
             * @description State.
             * @enum {string}
             */
            state: "running" | "done" | "failed";
            /** @description Where the clock stood. */
            from: components["schemas"]["Instant"];
            /** @description Where the clock moves to. */
            to: components["schemas"]["Instant"];
            /** @description The current time of the account's clock. */
            now: components["schemas"]["Instant"];
            /** @description Deadlines processed so far. */
            steps: number;
            /** @description Server time. */
            startedAt: components["schemas"]["Instant"];
            /** @description Server time. */
            finishedAt?: components["schemas"]["Instant"];
            /** @description The last obstacle. The advance has failed only if its state says so. */
            lastError?: string;
        };
        Consortium: {
            /** @description Opaque id, with a prefix that names the kind of record. */
            id: string;
            /** @description Id of the account. */
            accountId: string;
            /** @description Name, one line. */
            name: string;
            /** @description When it was created. */
            createdAt: components["schemas"]["Instant"];
        };
        Organization: {
            /** @description Opaque id, with a prefix that names the kind of record. */
            id: string;
            /** @description Id of the account. */
            accountId: string;
            /** @description Name, one line. */
            name: string;
            /** @description Id of the consortium. */
            consortiumId: string | null;
            /** @description The id of the organization in the systems of the customer. */
            externalId: string | null;
            /** @description When it was created. */
            createdAt: components["schemas"]["Instant"];
        };
        Agreement: {
            /** @description Opaque id, with a prefix that names the kind of record. */
            id: string;
            /** @description Id of the account. */
            accountId: string;
            /** @description Name of the account. */
            accountName: string;
            /** @description Number of the agreement, unique within the account. */
            number: string;
            /** @description Product lines. */
            productLines: string[];
            /** @description Date of signature, not after the current date of the account. */
            signedOn: components["schemas"]["CalendarDate"];
            /** @description Last day, in the zone of the account. */
            validTo: components["schemas"]["CalendarDate"] | null;
            /** @description The document, by name and hash, or as a file of the account. */
            document: components["schemas"]["DocumentReference"];
            /** @description Names of the parties. */
            parties: string[];
            /** @description Prices that replace those of the catalogue for this account. */
            prices: components["schemas"]["PriceInput"][];
            /** @description Values of policies that differ from the catalogue, by name. */
            overrides: components["schemas"]["Facts"];
            /**
             * @description State.
             * @enum {string}
             */
            state: "active" | "expired" | "terminated";
            /** @description When it was created. */
            createdAt: components["schemas"]["Instant"];
            /** @description When it was terminated. */
            terminatedAt?: components["schemas"]["Instant"];
            /** @description Why it was terminated. */
            terminationReason?: string;
        };
        DocumentReference: {
            /** @description Name, one line. */
            name: string;
            /**
             * @description Hex SHA-256, returned in lower case.
             * @example 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
             */
            sha256: string;
            /** @description Id of a file of the account. */
            fileId?: string;
        };
        /**
         * @example {
         *       "sku": "AIMIS-INTL-CI-QTY-15Y",
         *       "amountMinor": 1416,
         *       "currency": "USD"
         *     }
         */
        PriceInput: {
            /** @description Code of the SKU. */
            sku: string;
            /** @description Only where prices are regional. */
            region?: string;
            /** @description Minor units for perQuantity units. */
            amountMinor: number;
            /**
             * @description ISO 4217 currency code.
             * @enum {string}
             */
            currency: "AED" | "AFN" | "ALL" | "AMD" | "AOA" | "ARS" | "AUD" | "AWG" | "AZN" | "BAM" | "BBD" | "BDT" | "BGN" | "BHD" | "BIF" | "BMD" | "BND" | "BOB" | "BOV" | "BRL" | "BSD" | "BTN" | "BWP" | "BYN" | "BZD" | "CAD" | "CDF" | "CHE" | "CHF" | "CHW" | "CLF" | "CLP" | "CNY" | "COP" | "COU" | "CRC" | "CUP" | "CVE" | "CZK" | "DJF" | "DKK" | "DOP" | "DZD" | "EGP" | "ERN" | "ETB" | "EUR" | "FJD" | "FKP" | "GBP" | "GEL" | "GHS" | "GIP" | "GMD" | "GNF" | "GTQ" | "GYD" | "HKD" | "HNL" | "HTG" | "HUF" | "IDR" | "ILS" | "INR" | "IQD" | "IRR" | "ISK" | "JMD" | "JOD" | "JPY" | "KES" | "KGS" | "KHR" | "KMF" | "KPW" | "KRW" | "KWD" | "KYD" | "KZT" | "LAK" | "LBP" | "LKR" | "LRD" | "LSL" | "LYD" | "MAD" | "MDL" | "MGA" | "MKD" | "MMK" | "MNT" | "MOP" | "MRU" | "MUR" | "MVR" | "MWK" | "MXN" | "MXV" | "MYR" | "MZN" | "NAD" | "NGN" | "NIO" | "NOK" | "NPR" | "NZD" | "OMR" | "PAB" | "PEN" | "PGK" | "PHP" | "PKR" | "PLN" | "PYG" | "QAR" | "RON" | "RSD" | "RUB" | "RWF" | "SAR" | "SBD" | "SCR" | "SDG" | "SEK" | "SGD" | "SHP" | "SLE" | "SOS" | "SRD" | "SSP" | "STN" | "SVC" | "SYP" | "SZL" | "THB" | "TJS" | "TMT" | "TND" | "TOP" | "TRY" | "TTD" | "TWD" | "TZS" | "UAH" | "UGX" | "USD" | "USN" | "UYI" | "UYU" | "UYW" | "UZS" | "VED" | "VES" | "VND" | "VUV" | "WST" | "XAF" | "XCD" | "XCG" | "XOF" | "XPF" | "YER" | "ZAR" | "ZMW" | "ZWG";
            /** @description Number of units that the amount buys; 1 by default. */
            perQuantity?: number;
        };
        TermsOfService: {
            /** @description Code of the product line. */
            productLine: string;
            /** @description Version. */
            version: string;
            /** @description From when it is in force. */
            effectiveFrom: components["schemas"]["CalendarDate"];
            /** @description The whole text of the terms. */
            text: components["schemas"]["Localized"];
            /** @description Hex SHA-256 of the English text, a line feed and the Chinese text, in UTF-8. */
            sha256: string;
        };
        Catalogue: {
            /** @description Version. */
            version: string;
            /** @description From when it is in force. */
            effectiveFrom: components["schemas"]["Instant"];
            /** @description Current version of the terms of each product line. */
            termsVersions: {
                [key: string]: string;
            };
            /** @description Product lines. */
            productLines: {
                /** @description Code of the product line. */
                productLine: string;
                /** @description Name, one line. */
                name: components["schemas"]["Localized"];
                /**
                 * @description ISO 4217 currency code.
                 * @enum {string}
                 */
                currency: "AED" | "AFN" | "ALL" | "AMD" | "AOA" | "ARS" | "AUD" | "AWG" | "AZN" | "BAM" | "BBD" | "BDT" | "BGN" | "BHD" | "BIF" | "BMD" | "BND" | "BOB" | "BOV" | "BRL" | "BSD" | "BTN" | "BWP" | "BYN" | "BZD" | "CAD" | "CDF" | "CHE" | "CHF" | "CHW" | "CLF" | "CLP" | "CNY" | "COP" | "COU" | "CRC" | "CUP" | "CVE" | "CZK" | "DJF" | "DKK" | "DOP" | "DZD" | "EGP" | "ERN" | "ETB" | "EUR" | "FJD" | "FKP" | "GBP" | "GEL" | "GHS" | "GIP" | "GMD" | "GNF" | "GTQ" | "GYD" | "HKD" | "HNL" | "HTG" | "HUF" | "IDR" | "ILS" | "INR" | "IQD" | "IRR" | "ISK" | "JMD" | "JOD" | "JPY" | "KES" | "KGS" | "KHR" | "KMF" | "KPW" | "KRW" | "KWD" | "KYD" | "KZT" | "LAK" | "LBP" | "LKR" | "LRD" | "LSL" | "LYD" | "MAD" | "MDL" | "MGA" | "MKD" | "MMK" | "MNT" | "MOP" | "MRU" | "MUR" | "MVR" | "MWK" | "MXN" | "MXV" | "MYR" | "MZN" | "NAD" | "NGN" | "NIO" | "NOK" | "NPR" | "NZD" | "OMR" | "PAB" | "PEN" | "PGK" | "PHP" | "PKR" | "PLN" | "PYG" | "QAR" | "RON" | "RSD" | "RUB" | "RWF" | "SAR" | "SBD" | "SCR" | "SDG" | "SEK" | "SGD" | "SHP" | "SLE" | "SOS" | "SRD" | "SSP" | "STN" | "SVC" | "SYP" | "SZL" | "THB" | "TJS" | "TMT" | "TND" | "TOP" | "TRY" | "TTD" | "TWD" | "TZS" | "UAH" | "UGX" | "USD" | "USN" | "UYI" | "UYU" | "UYW" | "UZS" | "VED" | "VES" | "VND" | "VUV" | "WST" | "XAF" | "XCD" | "XCG" | "XOF" | "XPF" | "YER" | "ZAR" | "ZMW" | "ZWG";
                /** @description Whom a buyer contacts. */
                contact: components["schemas"]["Localized"];
                /** @description Its price regions; empty if its prices are the same everywhere. */
                regions: {
                    /** @description Region of the price; only where prices are regional. */
                    region: string;
                    /** @description Name, one line. */
                    name: components["schemas"]["Localized"];
                }[];
                /** @description What an agreement may override, with the value that holds without one; a policy of pools is left out where pools of the line differ. */
                policies: components["schemas"]["Facts"];
            }[];
            /** @description Names of the units of the items after a number, by code. */
            units: {
                [key: string]: components["schemas"]["UnitWords"];
            };
            /** @description Names of the features that the items list by code. */
            features: components["schemas"]["Feature"][];
            /** @description The entries. */
            items: components["schemas"]["Sku"][];
        };
        UnitWords: {
            /** @description English. */
            en: {
                /** @description After 1. */
                one: string;
                /** @description After any other number. */
                many: string;
            };
            /** @description Chinese. */
            zh: string;
        };
        Feature: {
            /** @description Code of the feature. */
            code: string;
            /** @description Name, one line. */
            name: components["schemas"]["Localized"];
        };
        Sku: {
            /** @description Code of the SKU. */
            sku: string;
            /** @description Code of the product line. */
            productLine: string;
            /**
             * @description What kind of thing is sold.
             * @enum {string}
             */
            kind: "lot" | "licence" | "term" | "inspection-lot" | "ai-lot" | "ai-perpetual" | "software-basic" | "software-optional" | "subscription" | "resource-pack" | "service" | "maintenance";
            /** @description Name, one line. */
            name: components["schemas"]["Localized"];
            /** @description Code of the unit in which it is sold. */
            unit: string;
            /** @description Smallest quantity of a line. */
            minimum: number;
            /** @description Largest quantity of a line. */
            maximum?: number;
            /** @description The quantity is a multiple of this. */
            step: number;
            /** @description The paid period; null where the SKU has none. */
            term: {
                /**
                 * @description Unit.
                 * @enum {string}
                 */
                unit: "year" | "month";
                /** @description Smallest value. */
                minimum: number;
                /** @description Largest value. */
                maximum: number;
                /**
                 * @description Whether the term is one of storage or of duration.
                 * @enum {string}
                 */
                meaning: "storage" | "duration";
            } | null;
            /** @description Years for which the content of a unit is stored. */
            storageYears?: number;
            /** @description Empty while no price is set: the SKU cannot be sold then. */
            prices: components["schemas"]["Price"][];
            /**
             * @description `offline` for what only staff sell.
             * @enum {string}
             */
            channel: "any" | "offline";
            /** @description True if an agreement is needed before a purchase. */
            agreementRequired: boolean;
            /**
             * @description When it can be refunded.
             * @enum {string}
             */
            refundPolicy: "never" | "agreement_only" | "before_usage";
            /**
             * @description Who may use it.
             * @enum {string}
             */
            scope: "account" | "organization" | "consortium";
            /** @description SKUs that must be licensed first. */
            requires?: string[];
            /** @description Resource with unlimited usage once the SKU is licensed. */
            covers?: string;
            /** @description Codes of the features. */
            features?: string[];
            /** @description Modes of delivery. */
            modes?: string[];
            /** @description Names of the modes. */
            modeNames?: {
                [key: string]: components["schemas"]["Localized"];
            };
            /**
             * @description How the price is quoted; the whole term is paid in advance.
             * @constant
             */
            billing?: "monthly";
            /** @description What one unit is, in the words of the source. */
            description?: components["schemas"]["Localized"];
            /** @description Tier of the product. */
            tier?: string;
            /** @description Family of the product. */
            family?: string;
            /** @description The pool to which its lots are credited. */
            resource?: string;
            /** @description Ids of the rules that apply. */
            rules: string[];
        };
        Price: {
            /** @description Only where prices are regional. */
            region?: string;
            /** @description Minor units for perQuantity units. */
            amountMinor: number;
            /**
             * @description ISO 4217 currency code.
             * @enum {string}
             */
            currency: "AED" | "AFN" | "ALL" | "AMD" | "AOA" | "ARS" | "AUD" | "AWG" | "AZN" | "BAM" | "BBD" | "BDT" | "BGN" | "BHD" | "BIF" | "BMD" | "BND" | "BOB" | "BOV" | "BRL" | "BSD" | "BTN" | "BWP" | "BYN" | "BZD" | "CAD" | "CDF" | "CHE" | "CHF" | "CHW" | "CLF" | "CLP" | "CNY" | "COP" | "COU" | "CRC" | "CUP" | "CVE" | "CZK" | "DJF" | "DKK" | "DOP" | "DZD" | "EGP" | "ERN" | "ETB" | "EUR" | "FJD" | "FKP" | "GBP" | "GEL" | "GHS" | "GIP" | "GMD" | "GNF" | "GTQ" | "GYD" | "HKD" | "HNL" | "HTG" | "HUF" | "IDR" | "ILS" | "INR" | "IQD" | "IRR" | "ISK" | "JMD" | "JOD" | "JPY" | "KES" | "KGS" | "KHR" | "KMF" | "KPW" | "KRW" | "KWD" | "KYD" | "KZT" | "LAK" | "LBP" | "LKR" | "LRD" | "LSL" | "LYD" | "MAD" | "MDL" | "MGA" | "MKD" | "MMK" | "MNT" | "MOP" | "MRU" | "MUR" | "MVR" | "MWK" | "MXN" | "MXV" | "MYR" | "MZN" | "NAD" | "NGN" | "NIO" | "NOK" | "NPR" | "NZD" | "OMR" | "PAB" | "PEN" | "PGK" | "PHP" | "PKR" | "PLN" | "PYG" | "QAR" | "RON" | "RSD" | "RUB" | "RWF" | "SAR" | "SBD" | "SCR" | "SDG" | "SEK" | "SGD" | "SHP" | "SLE" | "SOS" | "SRD" | "SSP" | "STN" | "SVC" | "SYP" | "SZL" | "THB" | "TJS" | "TMT" | "TND" | "TOP" | "TRY" | "TTD" | "TWD" | "TZS" | "UAH" | "UGX" | "USD" | "USN" | "UYI" | "UYU" | "UYW" | "UZS" | "VED" | "VES" | "VND" | "VUV" | "WST" | "XAF" | "XCD" | "XCG" | "XOF" | "XPF" | "YER" | "ZAR" | "ZMW" | "ZWG";
            /** @description Number of units that the amount buys; 1 by default. */
            perQuantity: number;
            /** @description From a price list for demonstrations. */
            demo?: boolean;
        };
        CatalogueVersion: {
            /** @description Version. */
            version: string;
            /** @description From when it is in force. */
            effectiveFrom: components["schemas"]["Instant"];
            /** @description Who published it. */
            author: string;
            /** @description Why, in a sentence or two. */
            reason: string;
            /** @description What this version changed. */
            differences: components["schemas"]["PriceDifference"][];
        };
        PriceDifference: {
            /** @description Code of the SKU. */
            sku: string;
            /** @description Region of the price; only where prices are regional. */
            region?: string;
            /** @description The state before the change; null if there was none. */
            before: {
                /** @description Only where prices are regional. */
                region?: string;
                /** @description Minor units for perQuantity units. */
                amountMinor: number;
                /**
                 * @description ISO 4217 currency code.
                 * @enum {string}
                 */
                currency: "AED" | "AFN" | "ALL" | "AMD" | "AOA" | "ARS" | "AUD" | "AWG" | "AZN" | "BAM" | "BBD" | "BDT" | "BGN" | "BHD" | "BIF" | "BMD" | "BND" | "BOB" | "BOV" | "BRL" | "BSD" | "BTN" | "BWP" | "BYN" | "BZD" | "CAD" | "CDF" | "CHE" | "CHF" | "CHW" | "CLF" | "CLP" | "CNY" | "COP" | "COU" | "CRC" | "CUP" | "CVE" | "CZK" | "DJF" | "DKK" | "DOP" | "DZD" | "EGP" | "ERN" | "ETB" | "EUR" | "FJD" | "FKP" | "GBP" | "GEL" | "GHS" | "GIP" | "GMD" | "GNF" | "GTQ" | "GYD" | "HKD" | "HNL" | "HTG" | "HUF" | "IDR" | "ILS" | "INR" | "IQD" | "IRR" | "ISK" | "JMD" | "JOD" | "JPY" | "KES" | "KGS" | "KHR" | "KMF" | "KPW" | "KRW" | "KWD" | "KYD" | "KZT" | "LAK" | "LBP" | "LKR" | "LRD" | "LSL" | "LYD" | "MAD" | "MDL" | "MGA" | "MKD" | "MMK" | "MNT" | "MOP" | "MRU" | "MUR" | "MVR" | "MWK" | "MXN" | "MXV" | "MYR" | "MZN" | "NAD" | "NGN" | "NIO" | "NOK" | "NPR" | "NZD" | "OMR" | "PAB" | "PEN" | "PGK" | "PHP" | "PKR" | "PLN" | "PYG" | "QAR" | "RON" | "RSD" | "RUB" | "RWF" | "SAR" | "SBD" | "SCR" | "SDG" | "SEK" | "SGD" | "SHP" | "SLE" | "SOS" | "SRD" | "SSP" | "STN" | "SVC" | "SYP" | "SZL" | "THB" | "TJS" | "TMT" | "TND" | "TOP" | "TRY" | "TTD" | "TWD" | "TZS" | "UAH" | "UGX" | "USD" | "USN" | "UYI" | "UYU" | "UYW" | "UZS" | "VED" | "VES" | "VND" | "VUV" | "WST" | "XAF" | "XCD" | "XCG" | "XOF" | "XPF" | "YER" | "ZAR" | "ZMW" | "ZWG";
                /** @description Number of units that the amount buys; 1 by default. */
                perQuantity: number;
                /** @description From a price list for demonstrations. */
                demo?: boolean;
                /** @description Code of the SKU. */
                sku: string;
            } | null;
            /** @description The state after the change. */
            after: {
                /** @description Only where prices are regional. */
                region?: string;
                /** @description Minor units for perQuantity units. */
                amountMinor: number;
                /**
                 * @description ISO 4217 currency code.
                 * @enum {string}
                 */
                currency: "AED" | "AFN" | "ALL" | "AMD" | "AOA" | "ARS" | "AUD" | "AWG" | "AZN" | "BAM" | "BBD" | "BDT" | "BGN" | "BHD" | "BIF" | "BMD" | "BND" | "BOB" | "BOV" | "BRL" | "BSD" | "BTN" | "BWP" | "BYN" | "BZD" | "CAD" | "CDF" | "CHE" | "CHF" | "CHW" | "CLF" | "CLP" | "CNY" | "COP" | "COU" | "CRC" | "CUP" | "CVE" | "CZK" | "DJF" | "DKK" | "DOP" | "DZD" | "EGP" | "ERN" | "ETB" | "EUR" | "FJD" | "FKP" | "GBP" | "GEL" | "GHS" | "GIP" | "GMD" | "GNF" | "GTQ" | "GYD" | "HKD" | "HNL" | "HTG" | "HUF" | "IDR" | "ILS" | "INR" | "IQD" | "IRR" | "ISK" | "JMD" | "JOD" | "JPY" | "KES" | "KGS" | "KHR" | "KMF" | "KPW" | "KRW" | "KWD" | "KYD" | "KZT" | "LAK" | "LBP" | "LKR" | "LRD" | "LSL" | "LYD" | "MAD" | "MDL" | "MGA" | "MKD" | "MMK" | "MNT" | "MOP" | "MRU" | "MUR" | "MVR" | "MWK" | "MXN" | "MXV" | "MYR" | "MZN" | "NAD" | "NGN" | "NIO" | "NOK" | "NPR" | "NZD" | "OMR" | "PAB" | "PEN" | "PGK" | "PHP" | "PKR" | "PLN" | "PYG" | "QAR" | "RON" | "RSD" | "RUB" | "RWF" | "SAR" | "SBD" | "SCR" | "SDG" | "SEK" | "SGD" | "SHP" | "SLE" | "SOS" | "SRD" | "SSP" | "STN" | "SVC" | "SYP" | "SZL" | "THB" | "TJS" | "TMT" | "TND" | "TOP" | "TRY" | "TTD" | "TWD" | "TZS" | "UAH" | "UGX" | "USD" | "USN" | "UYI" | "UYU" | "UYW" | "UZS" | "VED" | "VES" | "VND" | "VUV" | "WST" | "XAF" | "XCD" | "XCG" | "XOF" | "XPF" | "YER" | "ZAR" | "ZMW" | "ZWG";
                /** @description Number of units that the amount buys; 1 by default. */
                perQuantity: number;
                /** @description From a price list for demonstrations. */
                demo?: boolean;
                /** @description Code of the SKU. */
                sku: string;
            };
        };
        Rule: {
            /**
             * @description Id of the rule, as refusals cite it.
             * @example R-INTL-17
             * @example AMB-08
             * @example §8.7
             */
            id: string;
            /** @description The rule in one sentence. */
            statement: components["schemas"]["Localized"];
            /** @description Source document of the rule, in the language of the caller. */
            source: string;
        };
        Offer: {
            /** @description Code of the product line. */
            productLine: string;
            /** @description False if it is not sold in the country of the account. */
            sold: boolean;
            /** @description Price region of the account; null if prices are not regional, or it is not sold. */
            region: {
                /** @description Region of the price; only where prices are regional. */
                region: string;
                /** @description Name, one line. */
                name: components["schemas"]["Localized"];
            } | null;
            /** @description Whether an agreement is needed, and which one is there. */
            agreement: {
                /** @description True if an agreement is needed. */
                required: boolean;
                /** @description True if no agreement is needed or there is one. */
                satisfied: boolean;
            };
            /** @description The entries. */
            items: {
                /** @description Code of the SKU. */
                sku: string;
                /**
                 * @description Whom a line is for, under the policies of the account.
                 * @enum {string}
                 */
                scope: "account" | "organization" | "consortium";
                /** @description By the agreement of the account, or else the catalogue; null if it has no price. */
                unitPrice: components["schemas"]["UnitPrice"] | null;
            }[];
        };
        Quote: {
            /** @description ISO 4217 currency code. */
            currency: ("AED" | "AFN" | "ALL" | "AMD" | "AOA" | "ARS" | "AUD" | "AWG" | "AZN" | "BAM" | "BBD" | "BDT" | "BGN" | "BHD" | "BIF" | "BMD" | "BND" | "BOB" | "BOV" | "BRL" | "BSD" | "BTN" | "BWP" | "BYN" | "BZD" | "CAD" | "CDF" | "CHE" | "CHF" | "CHW" | "CLF" | "CLP" | "CNY" | "COP" | "COU" | "CRC" | "CUP" | "CVE" | "CZK" | "DJF" | "DKK" | "DOP" | "DZD" | "EGP" | "ERN" | "ETB" | "EUR" | "FJD" | "FKP" | "GBP" | "GEL" | "GHS" | "GIP" | "GMD" | "GNF" | "GTQ" | "GYD" | "HKD" | "HNL" | "HTG" | "HUF" | "IDR" | "ILS" | "INR" | "IQD" | "IRR" | "ISK" | "JMD" | "JOD" | "JPY" | "KES" | "KGS" | "KHR" | "KMF" | "KPW" | "KRW" | "KWD" | "KYD" | "KZT" | "LAK" | "LBP" | "LKR" | "LRD" | "LSL" | "LYD" | "MAD" | "MDL" | "MGA" | "MKD" | "MMK" | "MNT" | "MOP" | "MRU" | "MUR" | "MVR" | "MWK" | "MXN" | "MXV" | "MYR" | "MZN" | "NAD" | "NGN" | "NIO" | "NOK" | "NPR" | "NZD" | "OMR" | "PAB" | "PEN" | "PGK" | "PHP" | "PKR" | "PLN" | "PYG" | "QAR" | "RON" | "RSD" | "RUB" | "RWF" | "SAR" | "SBD" | "SCR" | "SDG" | "SEK" | "SGD" | "SHP" | "SLE" | "SOS" | "SRD" | "SSP" | "STN" | "SVC" | "SYP" | "SZL" | "THB" | "TJS" | "TMT" | "TND" | "TOP" | "TRY" | "TTD" | "TWD" | "TZS" | "UAH" | "UGX" | "USD" | "USN" | "UYI" | "UYU" | "UYW" | "UZS" | "VED" | "VES" | "VND" | "VUV" | "WST" | "XAF" | "XCD" | "XCG" | "XOF" | "XPF" | "YER" | "ZAR" | "ZMW" | "ZWG") | null;
            /** @description Null while a line cannot be priced. */
            total: components["schemas"]["Money"] | null;
            /** @description The lines. */
            lines: {
                /** @description Code of the SKU. */
                sku: string;
                /** @description Number of units. */
                quantity: number;
                /** @description The paid period; null where the SKU has none. */
                term: components["schemas"]["TermInput"] | null;
                /** @description The price from which the line was calculated. */
                unitPrice: components["schemas"]["UnitPrice"] | null;
                /** @description Amount of money. */
                amount: components["schemas"]["Money"] | null;
                /** @description For SKUs quoted monthly: the amount per month of the term, for display. */
                perMonth?: components["schemas"]["Money"];
                /** @description How the amount was calculated; null if it could not be. */
                formula: string | null;
                /** @description What the line will give. */
                entitlement: components["schemas"]["Facts"] | null;
                /** @description Decisions of the product that the sources leave open. */
                assumptions: {
                    /** @description Id of the rule that decided; `GET /v1/rules/{id}` states it. */
                    rule: string;
                    /** @description The rule in one sentence. */
                    statement: string;
                }[];
            }[];
            /** @description Values of the policies that apply, by name. */
            policies: components["schemas"]["Facts"];
            /** @description Whether an agreement is needed, and which one is there. */
            agreement: {
                /** @description True if an agreement is needed. */
                required: boolean;
                /** @description True if no agreement is needed or there is one. */
                satisfied: boolean;
            };
            /** @description What would prevent the order. */
            violations: components["schemas"]["ProblemEntry"][];
            /** @description What is allowed and may surprise. */
            warnings: components["schemas"]["Warning"][];
        };
        TermInput: {
            /** @description Number of units of time. */
            count: number;
            /**
             * @description Unit of time.
             * @enum {string}
             */
            unit: "year" | "month";
        };
        /** @description Allowed but possibly unexpected, such as a term that starts after another one. */
        Warning: {
            /** @description Path in the body, such as `lines[0].quantity`; empty for the whole body. */
            path: string;
            /** @description Stable code for programs. */
            code: string;
            /** @description What is wrong, in the language of the caller. */
            message: string;
            /** @description Id of the rule that decided; `GET /v1/rules/{id}` states it. */
            rule: string;
        };
        Order: {
            /** @description Opaque id, with a prefix that names the kind of record. */
            id: string;
            /** @description Id of the account. */
            accountId: string;
            /** @description Name of the account. */
            accountName: string;
            /** @description Code of the product line. */
            productLine: string;
            /** @description Sales team that looks after the account. */
            salesTeam: string;
            /**
             * @description State.
             * @enum {string}
             */
            state: "awaiting_agreement" | "awaiting_confirmation" | "awaiting_payment" | "fulfilling" | "active" | "completed" | "cancelled" | "payment_expired" | "refunded";
            /**
             * @description Where the order comes from: `online` or `offline`, which is placed by staff.
             * @enum {string}
             */
            channel: "online" | "offline";
            /** @description Version of the terms of service that was accepted; the current one of the product line. */
            termsVersion: string;
            /** @description Hex SHA-256 of the accepted terms. */
            termsSha256: string;
            /** @description Version of the catalogue that applies. */
            catalogueVersion: string;
            /** @description Version of the policies that apply. */
            policyVersion: string;
            /** @description Sum of the lines. */
            total: components["schemas"]["Money"];
            /** @description A reference of the caller’s own, such as an order number. */
            reference?: string;
            /** @description The lines. */
            lines: components["schemas"]["OrderLine"][];
            /** @description As of the placement of the order. */
            warnings: components["schemas"]["Warning"][];
            /** @description Whether an agreement is needed, and which one is there. */
            agreement: {
                /** @description True if an agreement is needed. */
                required: boolean;
                /** @description True if no agreement is needed or there is one. */
                satisfied: boolean;
                /** @description Id of the agreement. */
                agreementId?: string;
            };
            /** @description The payment; null before one was started. */
            payment: {
                /**
                 * @description State.
                 * @enum {string}
                 */
                state: "pending" | "captured" | "declined" | "refunded";
                /** @description Id of the payment. */
                paymentId: string;
                /** @description When the money was captured, in account time. */
                capturedAt: components["schemas"]["Instant"] | null;
                /**
                 * @description How it is paid.
                 * @enum {string}
                 */
                method: "online" | "offline";
            } | null;
            /** @description What falls due next. */
            deadlines: {
                /**
                 * @description Kind.
                 * @enum {string}
                 */
                kind: "payment.reminder" | "payment.due" | "crediting.warning" | "crediting.breach" | "service.reminder" | "service.start_by" | "service.acceptance_reminder" | "service.ends" | "licence.starts" | "licence.reminder" | "licence.ends" | "term.starts" | "term.reminder" | "term.ends" | "lot.reminder" | "lot.expires" | "episode.suspends";
                /** @description When it happens or happened, in account time. */
                at: components["schemas"]["Instant"];
            }[];
            /** @description Commands that the caller can give now. */
            actions: ("confirm" | "pay" | "cancel" | "hold" | "release" | "refund" | "renew")[];
            /** @description True while crediting is on hold. */
            held: boolean;
            /** @description True if a person has to look at it. */
            needsAttention: boolean;
            /** @description When it was placed. */
            placedAt: components["schemas"]["Instant"];
            /** @description Id of the order that this one renews. */
            renews?: string;
            /** @description Id of the order that renews this one. */
            renewedBy?: string;
            /** @description The workflow of the record. Customers do not see it. */
            workflow?: components["schemas"]["WorkflowReference"];
        };
        OrderLine: {
            /** @description Opaque id, with a prefix that names the kind of record. */
            id: string;
            /** @description Code of the SKU. */
            sku: string;
            /** @description Name, one line. */
            name: components["schemas"]["Localized"];
            /** @description Number of units. */
            quantity: number;
            /** @description The paid period; null where the SKU has none. */
            term: components["schemas"]["TermInput"] | null;
            /** @description The price from which the line was calculated. */
            unitPrice: components["schemas"]["UnitPrice"];
            /** @description Amount of money. */
            amount: components["schemas"]["Money"];
            /**
             * @description State.
             * @enum {string}
             */
            state: "pending" | "available" | "in_delivery" | "running" | "delivered" | "credited" | "active" | "lapsed" | "expired" | "accepted" | "ended" | "voided" | "refunded";
            /** @description Id of the organization. */
            organizationId?: string;
            /** @description Name of the organization. */
            organizationName?: string;
            /** @description Id of the consortium. */
            consortiumId?: string;
            /** @description Mode of delivery, one of those that the SKU offers. */
            mode?: string;
            /** @description Who is served and how. */
            note?: components["schemas"]["ServiceNote"];
            /** @description Number of entitlements of the line. */
            entitlementCount: number;
            /** @description The first 200. `GET /v1/services?orderId=` lists all services. */
            entitlements: {
                /**
                 * @description Kind.
                 * @enum {string}
                 */
                kind: "lot" | "licence" | "term" | "service";
                /** @description Opaque id, with a prefix that names the kind of record. */
                id: string;
            }[];
        };
        /** @description A token in it is never shown. */
        ServiceNote: {
            /** @description Name of the organization. */
            organizationName: string;
            /** @description The id of the organization in the systems of the customer. */
            organizationId?: string;
            /** @description Further information for delivery. */
            remarks?: string;
        };
        /** @description Customers do not see it. */
        WorkflowReference: {
            /** @description Id of the workflow, such as `order:` and the id of the order. */
            workflowId: string;
            /** @description Id of the current run of the workflow; null before it starts. */
            runId: string | null;
            /** @description The workflow in the Temporal UI. */
            url: string;
        };
        ListedOrder: {
            /** @description Opaque id, with a prefix that names the kind of record. */
            id: string;
            /** @description Id of the account. */
            accountId: string;
            /** @description Name of the account. */
            accountName: string;
            /** @description Code of the product line. */
            productLine: string;
            /** @description Sales team that looks after the account. */
            salesTeam: string;
            /**
             * @description State.
             * @enum {string}
             */
            state: "awaiting_agreement" | "awaiting_confirmation" | "awaiting_payment" | "fulfilling" | "active" | "completed" | "cancelled" | "payment_expired" | "refunded";
            /**
             * @description Where the order comes from: `online` or `offline`, which is placed by staff.
             * @enum {string}
             */
            channel: "online" | "offline";
            /** @description Version of the terms of service that was accepted; the current one of the product line. */
            termsVersion: string;
            /** @description Hex SHA-256 of the accepted terms. */
            termsSha256: string;
            /** @description Version of the catalogue that applies. */
            catalogueVersion: string;
            /** @description Version of the policies that apply. */
            policyVersion: string;
            /** @description Sum of the lines. */
            total: components["schemas"]["Money"];
            /** @description A reference of the caller’s own, such as an order number. */
            reference?: string;
            /** @description The lines. */
            lines: components["schemas"]["CountedOrderLine"][];
            /** @description As of the placement of the order. */
            warnings: components["schemas"]["Warning"][];
            /** @description Whether an agreement is needed, and which one is there. */
            agreement: {
                /** @description True if an agreement is needed. */
                required: boolean;
                /** @description True if no agreement is needed or there is one. */
                satisfied: boolean;
                /** @description Id of the agreement. */
                agreementId?: string;
            };
            /** @description The payment; null before one was started. */
            payment: {
                /**
                 * @description State.
                 * @enum {string}
                 */
                state: "pending" | "captured" | "declined" | "refunded";
                /** @description Id of the payment. */
                paymentId: string;
                /** @description When the money was captured, in account time. */
                capturedAt: components["schemas"]["Instant"] | null;
                /**
                 * @description How it is paid.
                 * @enum {string}
                 */
                method: "online" | "offline";
            } | null;
            /** @description What falls due next. */
            deadlines: {
                /**
                 * @description Kind.
                 * @enum {string}
                 */
                kind: "payment.reminder" | "payment.due" | "crediting.warning" | "crediting.breach" | "service.reminder" | "service.start_by" | "service.acceptance_reminder" | "service.ends" | "licence.starts" | "licence.reminder" | "licence.ends" | "term.starts" | "term.reminder" | "term.ends" | "lot.reminder" | "lot.expires" | "episode.suspends";
                /** @description When it happens or happened, in account time. */
                at: components["schemas"]["Instant"];
            }[];
            /** @description Commands that the caller can give now. */
            actions: ("confirm" | "pay" | "cancel" | "hold" | "release" | "refund" | "renew")[];
            /** @description True while crediting is on hold. */
            held: boolean;
            /** @description True if a person has to look at it. */
            needsAttention: boolean;
            /** @description When it was placed. */
            placedAt: components["schemas"]["Instant"];
            /** @description Id of the order that this one renews. */
            renews?: string;
            /** @description Id of the order that renews this one. */
            renewedBy?: string;
            /** @description The workflow of the record. Customers do not see it. */
            workflow?: components["schemas"]["WorkflowReference"];
        };
        CountedOrderLine: {
            /** @description Opaque id, with a prefix that names the kind of record. */
            id: string;
            /** @description Code of the SKU. */
            sku: string;
            /** @description Name, one line. */
            name: components["schemas"]["Localized"];
            /** @description Number of units. */
            quantity: number;
            /** @description The paid period; null where the SKU has none. */
            term: components["schemas"]["TermInput"] | null;
            /** @description The price from which the line was calculated. */
            unitPrice: components["schemas"]["UnitPrice"];
            /** @description Amount of money. */
            amount: components["schemas"]["Money"];
            /**
             * @description State.
             * @enum {string}
             */
            state: "pending" | "available" | "in_delivery" | "running" | "delivered" | "credited" | "active" | "lapsed" | "expired" | "accepted" | "ended" | "voided" | "refunded";
            /** @description Id of the organization. */
            organizationId?: string;
            /** @description Name of the organization. */
            organizationName?: string;
            /** @description Id of the consortium. */
            consortiumId?: string;
            /** @description Mode of delivery, one of those that the SKU offers. */
            mode?: string;
            /** @description A note. */
            note?: components["schemas"]["ServiceNote"];
            /** @description Number of entitlements of the line. */
            entitlementCount: number;
        };
        OrderCounts: {
            /** @description All states. */
            states: {
                /** @description Number. */
                count: number;
                /** @description True if there are more than counted. */
                more: boolean;
                /**
                 * @description State.
                 * @enum {string}
                 */
                state: "awaiting_agreement" | "awaiting_confirmation" | "awaiting_payment" | "fulfilling" | "active" | "completed" | "cancelled" | "payment_expired" | "refunded";
            }[];
            /** @description True if a person has to look at it. */
            needsAttention: {
                /** @description Number. */
                count: number;
                /** @description True if there are more than counted. */
                more: boolean;
            };
        };
        Timeline: {
            /** @description The entries. */
            items: components["schemas"]["TimelineEntry"][];
            /** @description Cursor of the next page; null on the last one. */
            nextCursor: string | null;
        };
        TimelineEntry: {
            /** @description When it takes effect. */
            at: components["schemas"]["Instant"];
            /** @description When it was stored, in server time. */
            recordedAt: components["schemas"]["Instant"];
            /**
             * @description What happened: a subject, a dot and a past tense.
             * @example order.placed
             */
            type: string;
            /** @description Who did it: an API key, the system, a provider; for customers `you`, `staff` or `system`. */
            actor: string;
            /** @description Name of the key or of the person who signed in; otherwise the same as `actor`. */
            actorName: string;
            /** @description Why, in a sentence or two. */
            reason?: string;
            /** @description Facts, whose names depend on the type. */
            facts: components["schemas"]["Facts"];
        };
        PaymentMethods: {
            /** @description Null if no provider is configured. */
            online: {
                /** @description Name of the payment provider. */
                provider: string;
                /** @description Empty if the browser of the buyer gets a token from the provider. */
                choices: {
                    /** @description Token. */
                    token: string;
                    /** @description Name, one line. */
                    name: components["schemas"]["Localized"];
                    /** @description What happens if the buyer takes it. */
                    effect: components["schemas"]["Localized"];
                    /** @description True if no money moves. */
                    test: boolean;
                }[];
            } | null;
            /** @description Where money is transferred to; empty if buyers ask for it. */
            bankAccounts: {
                /**
                 * @description ISO 4217 currency code.
                 * @enum {string}
                 */
                currency: "AED" | "AFN" | "ALL" | "AMD" | "AOA" | "ARS" | "AUD" | "AWG" | "AZN" | "BAM" | "BBD" | "BDT" | "BGN" | "BHD" | "BIF" | "BMD" | "BND" | "BOB" | "BOV" | "BRL" | "BSD" | "BTN" | "BWP" | "BYN" | "BZD" | "CAD" | "CDF" | "CHE" | "CHF" | "CHW" | "CLF" | "CLP" | "CNY" | "COP" | "COU" | "CRC" | "CUP" | "CVE" | "CZK" | "DJF" | "DKK" | "DOP" | "DZD" | "EGP" | "ERN" | "ETB" | "EUR" | "FJD" | "FKP" | "GBP" | "GEL" | "GHS" | "GIP" | "GMD" | "GNF" | "GTQ" | "GYD" | "HKD" | "HNL" | "HTG" | "HUF" | "IDR" | "ILS" | "INR" | "IQD" | "IRR" | "ISK" | "JMD" | "JOD" | "JPY" | "KES" | "KGS" | "KHR" | "KMF" | "KPW" | "KRW" | "KWD" | "KYD" | "KZT" | "LAK" | "LBP" | "LKR" | "LRD" | "LSL" | "LYD" | "MAD" | "MDL" | "MGA" | "MKD" | "MMK" | "MNT" | "MOP" | "MRU" | "MUR" | "MVR" | "MWK" | "MXN" | "MXV" | "MYR" | "MZN" | "NAD" | "NGN" | "NIO" | "NOK" | "NPR" | "NZD" | "OMR" | "PAB" | "PEN" | "PGK" | "PHP" | "PKR" | "PLN" | "PYG" | "QAR" | "RON" | "RSD" | "RUB" | "RWF" | "SAR" | "SBD" | "SCR" | "SDG" | "SEK" | "SGD" | "SHP" | "SLE" | "SOS" | "SRD" | "SSP" | "STN" | "SVC" | "SYP" | "SZL" | "THB" | "TJS" | "TMT" | "TND" | "TOP" | "TRY" | "TTD" | "TWD" | "TZS" | "UAH" | "UGX" | "USD" | "USN" | "UYI" | "UYU" | "UYW" | "UZS" | "VED" | "VES" | "VND" | "VUV" | "WST" | "XAF" | "XCD" | "XCG" | "XOF" | "XPF" | "YER" | "ZAR" | "ZMW" | "ZWG";
                /** @description To whom the account belongs. */
                holder: string;
                /** @description The bank of the account. */
                bank: string;
                /** @description The number of the account, or its IBAN. */
                account: string;
                /** @description BIC or CNAPS code. */
                bankCode?: string;
            }[];
        };
        Payment: {
            /** @description Opaque id, with a prefix that names the kind of record. */
            id: string;
            /** @description Id of the order. */
            orderId: string;
            /** @description Id of the account. */
            accountId: string;
            /** @description Name of the account. */
            accountName: string;
            /**
             * @description How it is paid.
             * @enum {string}
             */
            method: "online" | "offline";
            /**
             * @description State.
             * @enum {string}
             */
            state: "pending" | "captured" | "declined" | "excess" | "mismatched" | "late" | "refunded";
            /** @description Amount of money. */
            amount: components["schemas"]["MovedMoney"];
            /** @description When it was created. */
            createdAt: components["schemas"]["Instant"];
            /** @description When the money was captured, in account time. */
            capturedAt?: components["schemas"]["Instant"];
            /** @description Name of the payment provider. */
            provider?: string;
            /** @description Reference of the provider. */
            providerReference?: string;
            /** @description Where the buyer continues at the provider. */
            checkoutUrl?: string;
            /** @description The reference of an offline transfer. */
            reference?: string;
            /** @description A note, a document, or both. */
            evidence?: components["schemas"]["ShownEvidence"];
            /**
             * @description Why received money paid for nothing, or why an attempt was declined.
             * @enum {string}
             */
            reason?: "already_paid" | "already_licensed" | "paid_too_far_ahead" | "order_not_payable" | "payment_window_over" | "agreement_required" | "amount_differs" | "refused_by_provider";
        };
        /**
         * @example {
         *       "amountMinor": 14160000,
         *       "currency": "USD"
         *     }
         */
        MovedMoney: {
            /** @description Amount in minor units of the currency, such as cents. */
            amountMinor: number;
            /** @description ISO 4217 currency code. */
            currency: string;
        };
        ShownEvidence: {
            /** @description A note. */
            note?: string;
            /** @description The document, by name and hash, or as a file of the account. */
            document?: components["schemas"]["DocumentReference"];
        };
        EventReceived: {
            /**
             * @description True: the event is stored.
             * @constant
             */
            received: true;
        };
        Refund: {
            /** @description Opaque id, with a prefix that names the kind of record. */
            id: string;
            /** @description Id of the order. */
            orderId: string;
            /** @description Id of the payment. */
            paymentId: string;
            /** @description Id of the account. */
            accountId: string;
            /** @description Name of the account. */
            accountName: string;
            /**
             * @description State.
             * @enum {string}
             */
            state: "pending" | "paid";
            /** @description Amount of money. */
            amount: {
                /** @description Amount in minor units of the currency, such as cents. */
                amountMinor: number;
                /** @description ISO 4217 currency code. */
                currency: string;
            };
            /** @description The lines. */
            lines: {
                /** @description Id of the line of the order. */
                lineId: string;
                /** @description Number of units. */
                quantity: number;
                /** @description Amount of money. */
                amount: components["schemas"]["Money"];
            }[];
            /** @description Why, in a sentence or two. */
            reason: string;
            /** @description Id of the agreement. */
            agreementId?: string;
            /** @description Clause of the agreement that allows it. */
            clause?: string;
            /** @description When it was created. */
            createdAt: components["schemas"]["Instant"];
            /** @description When it was paid. */
            paidAt?: components["schemas"]["Instant"];
        };
        Balances: {
            /** @description One pool for each resource. */
            pools: components["schemas"]["Pool"][];
        };
        Pool: {
            /** @description Code of the resource, such as `inspection`. */
            resource: string;
            /** @description Name of the resource, as the catalogue names it now, or the code itself if it no longer does. */
            resourceName: components["schemas"]["Localized"];
            /** @description Units credited. */
            credited: number;
            /** @description Units consumed by usages, including those that paid arrears. */
            used: number;
            /** @description Units that can be used. */
            available: number;
            /** @description Outstanding units. */
            arrears: number;
            /** @description Units that expired unused. */
            expired: number;
            /** @description Units that became void, for instance by a refund. */
            voided: number;
            /** @description The part of used that paid arrears. */
            offset: number;
            /** @description Available units by storage term. */
            byStorage: {
                /** @description Years for which the content of a unit is stored. */
                storageYears: number | null;
                /** @description Units that can be used. */
                available: number;
            }[];
            /** @description The units that expire next; null if there are none. */
            nextExpiry: {
                /** @description When it happens or happened, in account time. */
                at: components["schemas"]["Instant"];
                /** @description Number of units. */
                units: number;
            } | null;
            /** @description When the units run out; null without a usage to judge by. */
            forecast: {
                /** @description Date on which the units run out at the current pace; null if they will not. */
                exhaustsOn: components["schemas"]["CalendarDate"] | null;
                /** @description Units that will probably expire unused. */
                unitsAtRisk: number;
            } | null;
            /** @description True while the service is suspended because of arrears. */
            suspended: boolean;
            /** @description The live lots. */
            lots: components["schemas"]["Lot"][];
        };
        Lot: {
            /** @description Opaque id, with a prefix that names the kind of record. */
            id: string;
            /** @description Id of the account. */
            accountId: string;
            /** @description Name of the account. */
            accountName: string;
            /** @description Code of the resource, such as `inspection`. */
            resource: string;
            /** @description Name of the resource, as the catalogue names it now, or the code itself if it no longer does. */
            resourceName: components["schemas"]["Localized"];
            /** @description Id of the order. */
            orderId: string | null;
            /** @description Id of the line of the order. */
            lineId: string | null;
            /** @description Units credited. */
            credited: number;
            /** @description Units that usages consumed. */
            consumed: number;
            /** @description Units that paid arrears. */
            offset: number;
            /** @description Units that expired unused. */
            expired: number;
            /** @description Units that became void, for instance by a refund. */
            voided: number;
            /** @description Units left. */
            remaining: number;
            /** @description Years for which the content of a unit is stored. */
            storageYears?: number;
            /** @description When it was paid. */
            purchasedAt: components["schemas"]["Instant"];
            /** @description When its units became available. */
            creditedAt: components["schemas"]["Instant"];
            /** @description Last day, in the zone of the account. */
            expiresOn: components["schemas"]["CalendarDate"];
            /** @description Exclusive end. */
            expiresAt: components["schemas"]["Instant"];
            /**
             * @description State.
             * @enum {string}
             */
            state: "live" | "exhausted" | "expired" | "voided";
            /** @description Later purchases of the same resource. */
            renewals?: {
                /** @description Id of the lot. */
                lotId: string;
                /** @description When it was paid. */
                purchasedAt: components["schemas"]["Instant"];
                /** @description Units credited. */
                credited: number;
            }[];
        };
        Licences: {
            /** @description The entries. */
            items: components["schemas"]["Licence"][];
            /** @description Cursor of the next page; null on the last one. */
            nextCursor: string | null;
            /** @description With the first page: features that are active now for the organization, without duplicates; empty without one. */
            activated?: string[];
            /** @description The same features with their names. */
            activatedFeatures?: components["schemas"]["Feature"][];
        };
        Licence: {
            /** @description Opaque id, with a prefix that names the kind of record. */
            id: string;
            /** @description Id of the account. */
            accountId: string;
            /** @description Name of the account. */
            accountName: string;
            /** @description Code of the SKU. */
            sku: string;
            /** @description Name of the SKU, as the catalogue names it now, or the code itself if it no longer does. */
            name: components["schemas"]["Localized"];
            /**
             * @description Who may use it.
             * @enum {string}
             */
            scope: "account" | "organization" | "consortium";
            /** @description Id of the consortium. */
            consortiumId?: string;
            /** @description Id of the organization. */
            organizationId?: string;
            /** @description Name of the organization. */
            organizationName?: string;
            /** @description Codes of the features. */
            features: string[];
            /** @description Start. */
            from: components["schemas"]["Instant"];
            /** @description Exclusive end; null for a perpetual licence. */
            until: components["schemas"]["Instant"] | null;
            /**
             * @description State.
             * @enum {string}
             */
            state: "queued" | "active" | "ended" | "refunded";
            /** @description Id of the order. */
            orderId: string;
            /** @description Id of the line of the order. */
            lineId: string;
        };
        Terms: {
            /** @description The entries. */
            items: components["schemas"]["Term"][];
            /** @description Cursor of the next page; null on the last one. */
            nextCursor: string | null;
            /** @description With the first page. */
            cover?: components["schemas"]["Cover"][];
        };
        Term: {
            /** @description Opaque id, with a prefix that names the kind of record. */
            id: string;
            /** @description Id of the account. */
            accountId: string;
            /** @description Name of the account. */
            accountName: string;
            /** @description Code of the SKU. */
            sku: string;
            /** @description Name of the SKU, as the catalogue names it now, or the code itself if it no longer does. */
            name: components["schemas"]["Localized"];
            /** @description Absent for a resource pack, which belongs to the account. */
            organizationId?: string;
            /** @description Name of the organization. */
            organizationName?: string;
            /** @description Number of sets. */
            sets: number;
            /** @description When it was paid. */
            purchasedAt: components["schemas"]["Instant"];
            /** @description Start. */
            from: components["schemas"]["Instant"];
            /** @description Exclusive end. */
            until: components["schemas"]["Instant"];
            /**
             * @description State.
             * @enum {string}
             */
            state: "queued" | "running" | "ended";
            /** @description Id of the order. */
            orderId: string;
            /** @description Id of the line of the order. */
            lineId: string;
            /** @description Later periods of the same chain. */
            renewals: {
                /** @description Id of the term. */
                termId: string;
                /** @description Id of the order. */
                orderId: string;
                /** @description When it was paid. */
                purchasedAt: components["schemas"]["Instant"];
                /** @description Start. */
                from: components["schemas"]["Instant"];
                /** @description Exclusive end. */
                until: components["schemas"]["Instant"];
            }[];
        };
        Cover: {
            /** @description Code of the SKU. */
            sku: string;
            /** @description Name of the SKU, as the catalogue names it now, or the code itself if it no longer does. */
            name: components["schemas"]["Localized"];
            /** @description Id of the organization. */
            organizationId?: string;
            /** @description Name of the organization. */
            organizationName?: string;
            /** @description End of cover without a gap. */
            until: components["schemas"]["Instant"];
            /** @description Sets of the current terms. */
            sets: number;
        };
        JournalEntry: {
            /** @description Opaque id, with a prefix that names the kind of record. */
            id: string;
            /** @description Position in the journal of the account, from 1. */
            sequence: number;
            /** @description When it happens or happened, in account time. */
            at: components["schemas"]["Instant"];
            /** @description When it was stored, in server time. */
            recordedAt: components["schemas"]["Instant"];
            /**
             * @description Kind of the entry.
             * @enum {string}
             */
            kind: "lot.credited" | "lot.expired" | "lot.voided" | "usage.accepted" | "usage.reversed" | "arrears.offset" | "arrears.written_off" | "offset.returned" | "write_off.undone";
            /** @description Units by account of the journal; they sum to zero. */
            postings: {
                /** @description Account of the journal; postings of an entry sum to zero. */
                account: string;
                /** @description Number of units. */
                units: number;
            }[];
            /** @description What the units were paid with; sums to zero in each currency. */
            money?: {
                /** @description Amount in minor units of the currency, such as cents. */
                amountMinor: number;
                /**
                 * @description ISO 4217 currency code.
                 * @enum {string}
                 */
                currency: "AED" | "AFN" | "ALL" | "AMD" | "AOA" | "ARS" | "AUD" | "AWG" | "AZN" | "BAM" | "BBD" | "BDT" | "BGN" | "BHD" | "BIF" | "BMD" | "BND" | "BOB" | "BOV" | "BRL" | "BSD" | "BTN" | "BWP" | "BYN" | "BZD" | "CAD" | "CDF" | "CHE" | "CHF" | "CHW" | "CLF" | "CLP" | "CNY" | "COP" | "COU" | "CRC" | "CUP" | "CVE" | "CZK" | "DJF" | "DKK" | "DOP" | "DZD" | "EGP" | "ERN" | "ETB" | "EUR" | "FJD" | "FKP" | "GBP" | "GEL" | "GHS" | "GIP" | "GMD" | "GNF" | "GTQ" | "GYD" | "HKD" | "HNL" | "HTG" | "HUF" | "IDR" | "ILS" | "INR" | "IQD" | "IRR" | "ISK" | "JMD" | "JOD" | "JPY" | "KES" | "KGS" | "KHR" | "KMF" | "KPW" | "KRW" | "KWD" | "KYD" | "KZT" | "LAK" | "LBP" | "LKR" | "LRD" | "LSL" | "LYD" | "MAD" | "MDL" | "MGA" | "MKD" | "MMK" | "MNT" | "MOP" | "MRU" | "MUR" | "MVR" | "MWK" | "MXN" | "MXV" | "MYR" | "MZN" | "NAD" | "NGN" | "NIO" | "NOK" | "NPR" | "NZD" | "OMR" | "PAB" | "PEN" | "PGK" | "PHP" | "PKR" | "PLN" | "PYG" | "QAR" | "RON" | "RSD" | "RUB" | "RWF" | "SAR" | "SBD" | "SCR" | "SDG" | "SEK" | "SGD" | "SHP" | "SLE" | "SOS" | "SRD" | "SSP" | "STN" | "SVC" | "SYP" | "SZL" | "THB" | "TJS" | "TMT" | "TND" | "TOP" | "TRY" | "TTD" | "TWD" | "TZS" | "UAH" | "UGX" | "USD" | "USN" | "UYI" | "UYU" | "UYW" | "UZS" | "VED" | "VES" | "VND" | "VUV" | "WST" | "XAF" | "XCD" | "XCG" | "XOF" | "XPF" | "YER" | "ZAR" | "ZMW" | "ZWG";
                /** @description `deferred:` with a lot, or `sold:`, `earned:`, `breakage:` or `refunded:` with a resource. */
                account: string;
            }[];
            /** @description What caused the entry. */
            causedBy: {
                /** @description Type. */
                type: string;
                /** @description Id of the record that caused the entry. */
                id: string;
            };
            /** @description SHA-256 of the usage that the entry books. */
            usageHash?: string;
            /** @description The pool after the entry. */
            balanceAfter: {
                /** @description Code of the resource, such as `inspection`. */
                resource: string;
                /** @description Units that can be used. */
                available: number;
                /** @description Outstanding units. */
                arrears: number;
            };
            /** @description Hash of the entry and of the one before it, in hex. */
            hash: string;
            /** @description Hash of the entry before. */
            previousHash: string;
        };
        Verdict: {
            /** @description True if every line of the export verifies. */
            valid: boolean;
            /** @description Journal entries that were verified. */
            entries: number;
            /** @description The first line that does not verify. */
            firstBroken?: {
                /** @description Number of the line. */
                line: number;
                /** @description Sequence number of the journal entry that is, or should be, there. */
                sequence?: number;
                /** @description Why the line does not verify. */
                reason: string;
                /** @description What happened, in one sentence, in the language of the caller. */
                detail: string;
            };
        };
        VerificationKey: {
            /** @description Thumbprint of the key (RFC 7638). */
            keyId: string;
            /**
             * @description Signature algorithm.
             * @constant
             */
            algorithm: "Ed25519";
            /** @description The public key as PEM. */
            publicKeyPem: string;
            /** @description The public key as JSON Web Key. */
            jwk: {
                /**
                 * @description Type of the key.
                 * @constant
                 */
                kty: "OKP";
                /**
                 * @description Curve of the key.
                 * @constant
                 */
                crv: "Ed25519";
                /** @description The public key, base64url. */
                x: string;
                /** @description Id of the key. */
                kid: string;
                /**
                 * @description Purpose of the key.
                 * @constant
                 */
                use: "sig";
                /**
                 * @description JOSE algorithm.
                 * @constant
                 */
                alg: "EdDSA";
            };
        };
        StoredFile: {
            /** @description Opaque id, with a prefix that names the kind of record. */
            id: string;
            /** @description Name, one line. */
            name: string;
            /** @description Size in bytes. */
            size: number;
            /**
             * @description Media type.
             * @enum {string}
             */
            contentType: "application/pdf" | "image/jpeg" | "image/png";
            /**
             * @description Hex SHA-256, returned in lower case.
             * @example 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
             */
            sha256: string;
        };
        Capabilities: {
            /** @description The entries. */
            items: components["schemas"]["Capability"][];
        };
        Capability: {
            /**
             * @description What may be done, such as `inspection.upload`.
             * @example inspection.upload
             */
            capability: string;
            /** @description Code of the resource, such as `inspection`. */
            resource?: string;
            /** @description Code of the SKU. */
            sku?: string;
            /** @description True if it may be done now. */
            allowed: boolean;
            /** @description Why, in a sentence or two. */
            reason?: string;
            /** @description Id of the rule that decided; `GET /v1/rules/{id}` states it. */
            rule?: string;
            /** @description Since when. */
            since?: components["schemas"]["Instant"];
            /** @description Exclusive end. */
            until?: components["schemas"]["Instant"];
            /** @description What the caller can do about it. */
            remedy?: string;
        };
        Overview: {
            /** @description Id of the account. */
            accountId: string;
            /** @description Name of the account. */
            accountName: string;
            /** @description The organization that was asked about. */
            organizationId?: string;
            /** @description Name of the organization. */
            organizationName?: string;
            /** @description Account time. */
            now: components["schemas"]["Instant"];
            /**
             * @description IANA time zone.
             * @example Asia/Shanghai
             */
            timeZone: string;
            /** @description Pools of the account. */
            pools: {
                /** @description At most 20. */
                items: components["schemas"]["PoolInBrief"][];
                /** @description True if there are more than the items. */
                more: boolean;
            };
            /** @description Features that are active for the organization; empty without one. */
            features: {
                /** @description At most 20. */
                items: components["schemas"]["Feature"][];
                /** @description True if there are more than the items. */
                more: boolean;
            };
            /** @description Queued and running terms, latest first. */
            terms: {
                /** @description At most 20. */
                items: components["schemas"]["Term"][];
                /** @description True if there are more than the items. */
                more: boolean;
            };
            /** @description What running terms cover. */
            cover: {
                /** @description At most 20. */
                items: components["schemas"]["Cover"][];
                /** @description True if there are more than the items. */
                more: boolean;
            };
            /** @description Services that are not ended, latest purchase first. */
            services: {
                /** @description At most 20. */
                items: components["schemas"]["Service"][];
                /** @description True if there are more than the items. */
                more: boolean;
            };
            /** @description Orders that are not yet fulfilled, newest first. */
            orders: {
                /** @description At most 20. */
                items: components["schemas"]["ListedOrder"][];
                /** @description True if there are more than the items. */
                more: boolean;
            };
            /** @description What ends or falls due next in the account, soonest first, without reminders and what the seller promised. */
            due: {
                /** @description At most 20. */
                items: components["schemas"]["Deadline"][];
                /** @description True if there are more than the items. */
                more: boolean;
            };
            /** @description What can be done: first what opens something closed, then what waits for the customer, then what ends within 30 days. */
            remedies: {
                /** @description At most 20. */
                items: components["schemas"]["Remedy"][];
                /** @description True if there are more than the items. */
                more: boolean;
            };
        };
        PoolInBrief: {
            /** @description Code of the resource, such as `inspection`. */
            resource: string;
            /** @description Name of the resource, as the catalogue names it now, or the code itself if it no longer does. */
            resourceName: components["schemas"]["Localized"];
            /** @description Units that can be used. */
            available: number;
            /** @description Units consumed by usages, including those that paid arrears. */
            used: number;
            /** @description Outstanding units. */
            arrears: number;
            /** @description True while the service is suspended because of arrears. */
            suspended: boolean;
            /** @description The units that expire first; null if none is left. */
            nextExpiry: {
                /** @description When it happens or happened, in account time. */
                at: components["schemas"]["Instant"];
                /** @description Number of units. */
                units: number;
            } | null;
            /** @description The SKU that tops the pool up: of the edition that was bought; null if it cannot be ordered. */
            topUpSku: string | null;
        };
        Service: {
            /** @description Opaque id, with a prefix that names the kind of record. */
            id: string;
            /** @description Id of the order. */
            orderId: string;
            /** @description Id of the line of the order. */
            lineId: string;
            /** @description Id of the account. */
            accountId: string;
            /** @description Name of the account. */
            accountName: string;
            /** @description Id of the organization. */
            organizationId: string;
            /** @description Name of the organization. */
            organizationName: string;
            /** @description Code of the SKU. */
            sku: string;
            /** @description Name of the SKU, as the catalogue names it now, or the code itself if it no longer does. */
            name: components["schemas"]["Localized"];
            /**
             * @description Kind.
             * @enum {string}
             */
            kind: "service" | "maintenance";
            /** @description Mode of delivery, one of those that the SKU offers. */
            mode?: string;
            /** @description Who is served and how. */
            note?: components["schemas"]["NoteOfService"];
            /**
             * @description State.
             * @enum {string}
             */
            state: "available" | "in_delivery" | "delivered" | "running" | "accepted" | "ended" | "lapsed" | "refunded";
            /** @description Who delivers it: the id of a key, or a name. */
            assignee?: string;
            /** @description Name of the key that is assigned; otherwise the same as `assignee`. */
            assigneeName?: string;
            /** @description When it was paid. */
            purchasedAt: components["schemas"]["Instant"];
            /** @description Exclusive end of the period in which it can be started. Then a service lapses, and maintenance starts by itself. Null if it never lapses. */
            startBy: components["schemas"]["Instant"] | null;
            /** @description When it was started. */
            startedAt?: components["schemas"]["Instant"];
            /** @description When it was delivered. */
            deliveredAt?: components["schemas"]["Instant"];
            /** @description Evidence of the delivery. */
            deliveryEvidence?: components["schemas"]["EvidenceOfService"];
            /** @description When it was accepted. */
            acceptedAt?: components["schemas"]["Instant"];
            /** @description By a key of the customer, through a sign-off link, or recorded by delivery staff on behalf of the user. */
            acceptance?: {
                /**
                 * @description How the acceptance was given.
                 * @enum {string}
                 */
                given: "customer" | "link" | "staff";
                /** @description Name or reference of the user who accepted. */
                acceptedBy: string;
                /** @description When it happens or happened, in account time. */
                at: components["schemas"]["Instant"];
                /** @description A note, a document, or both. */
                evidence?: components["schemas"]["EvidenceOfService"];
            };
            /** @description The sign-off link that can be used now, without its address. A new link replaces it. Not shown to customers. */
            signOffLink?: {
                /** @description Exclusive, in server time. */
                expiresAt: components["schemas"]["Instant"];
            };
            /** @description Exclusive end of running maintenance. */
            endsAt?: components["schemas"]["Instant"];
            /** @description When it ended, for whatever reason. */
            endedAt?: components["schemas"]["Instant"];
            /** @description Rejections so far, oldest first. */
            rejections: {
                /** @description When it happens or happened, in account time. */
                at: components["schemas"]["Instant"];
                /** @description Name or reference of the user who rejected. */
                rejectedBy: string;
                /** @description Why, in a sentence or two. */
                reason: string;
            }[];
            /** @description Commands that the caller can give now. */
            actions: ("assign" | "start" | "deliver" | "accept" | "reject")[];
        };
        /** @description A token in it is never shown. */
        NoteOfService: {
            /** @description Name of the organization. */
            organizationName: string;
            /** @description Id of the organization. */
            organizationId?: string;
            /** @description Further information for delivery. */
            remarks?: string;
            /** @description True if a token came with it. Not shown to customers. */
            hasToken?: boolean;
        };
        EvidenceOfService: {
            /** @description A note. */
            note?: string;
            /** @description The document, by name and hash, or as a file of the account. */
            document?: components["schemas"]["DocumentReference"];
        };
        Deadline: {
            /** @description When it happens or happened, in account time. */
            at: components["schemas"]["Instant"];
            /**
             * @description What falls due.
             * @enum {string}
             */
            kind: "payment.reminder" | "payment.due" | "crediting.warning" | "crediting.breach" | "service.reminder" | "service.start_by" | "service.acceptance_reminder" | "service.ends" | "licence.starts" | "licence.reminder" | "licence.ends" | "term.starts" | "term.reminder" | "term.ends" | "lot.reminder" | "lot.expires" | "episode.suspends";
            /** @description Id of the account. */
            accountId: string;
            /** @description Name of the account. */
            accountName: string;
            /** @description Id of the order. */
            orderId?: string;
            /** @description Id of the episode of arrears. */
            episodeId?: string;
            /** @description Id of the service. */
            serviceId?: string;
            /** @description Services of a line that fall due together. */
            serviceIds?: string[];
            /** @description Number of services of a line that fall due. */
            count?: number;
            /** @description Id of the lot. */
            lotId?: string;
        };
        Remedy: {
            /**
             * @description What kind of step it is.
             * @enum {string}
             */
            kind: "top_up" | "buy_software" | "accept_service" | "sign_agreement" | "confirm_order" | "pay_order" | "renew_order" | "start_service";
            /** @description The step in a sentence. */
            text: components["schemas"]["Localized"];
            /** @description Code of the resource, such as `inspection`. */
            resource?: string;
            /** @description Name of the resource, as the catalogue names it now, or the code itself if it no longer does. */
            resourceName?: components["schemas"]["Localized"];
            /** @description Code of the SKU. */
            sku?: string;
            /** @description Name of the SKU, as the catalogue names it now, or the code itself if it no longer does. */
            name?: components["schemas"]["Localized"];
            /** @description Id of the organization. */
            organizationId?: string;
            /** @description Name of the organization. */
            organizationName?: string;
            /** @description Id of the order. */
            orderId?: string;
            /** @description Id of the service. */
            serviceId?: string;
            /** @description The request that takes the step; absent if it is not taken with the API. */
            request?: {
                /** @description Path of the `POST` request. */
                path: string;
                /** @description Its body, without the fields in `missing`. */
                body: components["schemas"]["Facts"];
                /** @description Fields of the body that only the caller can add, such as `termsAccepted`. */
                missing: string[];
            };
        };
        Episode: {
            /** @description Opaque id, with a prefix that names the kind of record. */
            id: string;
            /** @description Id of the account. */
            accountId: string;
            /** @description Name of the account. */
            accountName: string;
            /** @description Id of the organization. */
            organizationId?: string;
            /** @description Name of the organization. */
            organizationName?: string;
            /** @description Code of the SKU. */
            sku?: string;
            /** @description Name of the SKU, as the catalogue names it now, or the code itself if it no longer does. */
            name?: components["schemas"]["Localized"];
            /** @description Code of the resource, such as `inspection`. */
            resource?: string;
            /** @description Name of the resource, as the catalogue names it now, or the code itself if it no longer does. */
            resourceName?: components["schemas"]["Localized"];
            /**
             * @description `units` for arrears of units, `validity` for the end of a paid period.
             * @enum {string}
             */
            kind: "units" | "validity";
            /** @description What may be done, such as `inspection.upload`. */
            capability: string;
            /**
             * @description State.
             * @enum {string}
             */
            state: "open" | "suspended" | "closed";
            /**
             * @description How it closed. Absent while it is open, and if its arrears were neither paid nor written off: the usages that caused them were reversed, or its figures were repaired.
             * @enum {string}
             */
            outcome?: "paid" | "written_off";
            /** @description When it was opened. */
            openedAt: components["schemas"]["Instant"];
            /** @description When the service will be suspended unless the arrears are settled. */
            suspendsAt: components["schemas"]["Instant"];
            /** @description When the service was suspended. */
            suspendedAt?: components["schemas"]["Instant"];
            /** @description When the service resumed. */
            resumedAt?: components["schemas"]["Instant"];
            /** @description When it was closed. */
            closedAt?: components["schemas"]["Instant"];
            /** @description Outstanding units; for kind validity, whole hours of grace used. */
            arrears: number;
            /** @description Largest number of outstanding units. */
            peakArrears: number;
            /** @description Version of the policies that apply. */
            policyVersion: string;
            /** @description Notices that were sent. */
            notices: {
                /** @description Id of the notice. */
                noticeId: string;
                /** @description Kind. */
                kind: string;
                /**
                 * @description Platform that receives notices.
                 * @enum {string}
                 */
                platform: "business" | "management";
                /**
                 * @description State.
                 * @enum {string}
                 */
                state: "pending" | "delivered" | "failed";
            }[];
            /** @description What settled the arrears, oldest first; without a lot if they were written off. */
            offsets: {
                /** @description When it happens or happened, in account time. */
                at: components["schemas"]["Instant"];
                /** @description Number of units. */
                units: number;
                /** @description Id of the lot. */
                lotId: string | null;
            }[];
            /** @description The workflow of the record. Customers do not see it. */
            workflow?: components["schemas"]["WorkflowReference"];
        };
        ServiceToken: {
            /** @description The secret of the note. */
            token: string;
        };
        AcceptanceLink: {
            /**
             * Format: uri
             * @description Shown once, never in a replay.
             */
            url?: string;
            /** @description Exclusive end. */
            expiresAt: components["schemas"]["Instant"];
        };
        SignOff: {
            /** @description The service. */
            service: {
                /** @description Code of the SKU. */
                sku: string;
                /** @description Name, one line. */
                name: components["schemas"]["Localized"];
                /** @description Mode of delivery, one of those that the SKU offers. */
                mode: string | null;
                /** @description Name of the organization. */
                organizationName: string;
                /** @description Name of the account. */
                accountName: string;
                /** @description Of the customer. */
                orderReference?: string;
                /** @description When the order was placed. */
                orderedAt: components["schemas"]["Instant"];
                /** @description When it was delivered. */
                deliveredAt: components["schemas"]["Instant"];
                /** @description Name of the person who delivered, or of their key. */
                deliveredBy: string;
                /** @description A note, a document, or both. */
                evidence: components["schemas"]["EvidenceOfService"] | null;
            };
            /**
             * @description State.
             * @enum {string}
             */
            state: "delivered" | "accepted" | "rejected";
            /** @description Exclusive, in server time. */
            expiresAt: components["schemas"]["Instant"];
        };
        Certificate: {
            /** @description That of the audit record of the acceptance. */
            id: string;
            /** @description Id of the service. */
            serviceId: string;
            /** @description Id of the order. */
            orderId: string;
            /** @description Of the customer. */
            orderReference?: string;
            /** @description When the order was placed. */
            orderedAt: components["schemas"]["Instant"];
            /** @description Id of the account. */
            accountId: string;
            /** @description Name of the account. */
            accountName: string;
            /** @description Id of the organization. */
            organizationId: string;
            /** @description Name of the organization. */
            organizationName: string;
            /** @description Code of the SKU. */
            sku: string;
            /** @description Name of the SKU, as the catalogue names it now, or the code itself if it no longer does. */
            name: components["schemas"]["Localized"];
            /** @description Mode of delivery, one of those that the SKU offers. */
            mode?: string;
            /** @description Of the account. */
            timeZone: string;
            /** @description When it was delivered. */
            deliveredAt: components["schemas"]["Instant"];
            /** @description Name of the person who delivered, or of their key. */
            deliveredBy: string;
            /** @description Evidence of the delivery. */
            deliveryEvidence?: components["schemas"]["CertifiedEvidence"];
            /**
             * @description How the acceptance was given.
             * @enum {string}
             */
            given: "customer" | "link" | "staff";
            /** @description Name or reference of the user who accepted. */
            acceptedBy: string;
            /** @description When it was accepted. */
            acceptedAt: components["schemas"]["Instant"];
            /** @description Evidence of the acceptance. */
            acceptanceEvidence?: components["schemas"]["CertifiedEvidence"];
            /** @description The audit record of the acceptance. `sha256` is of the record as `GET /v1/audit` shows it without names of accounts and actors, as canonical JSON (RFC 8785). */
            record: {
                /** @description Opaque id, with a prefix that names the kind of record. */
                id: string;
                /** @description When it was stored, in server time. */
                recordedAt: components["schemas"]["Instant"];
                /**
                 * @description Hex SHA-256, returned in lower case.
                 * @example 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
                 */
                sha256: string;
            };
        };
        CertifiedEvidence: {
            /** @description A note. */
            note?: string;
            /** @description The document, by name and hash, or as a file of the account. */
            document?: components["schemas"]["DocumentReference"];
            /**
             * @description Of the note in UTF-8.
             * @example 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
             */
            noteSha256?: string;
        };
        LowBalance: {
            /** @description The entries. */
            items: {
                /** @description Code of the resource, such as `inspection`. */
                resource: string;
                /** @description Balances at which a notice is sent, largest first. */
                units: number[];
                /**
                 * @description Whose thresholds these are.
                 * @enum {string}
                 */
                source: "account" | "catalogue";
            }[];
        };
        Notice: {
            /** @description Opaque id, with a prefix that names the kind of record. */
            id: string;
            /**
             * @description Kind of the notice; each is described under webhooks.
             * @enum {string}
             */
            kind: "pool.low" | "pool.exhausted" | "lot.credited" | "lot.expiring" | "lot.expired" | "arrears.opened" | "arrears.reduced" | "arrears.cleared" | "service.suspended" | "service.resumed" | "term.activated" | "term.expiring" | "term.ended" | "licence.activated" | "licence.expiring" | "licence.ended" | "order.paid" | "order.payment_due" | "order.payment_expired" | "order.refunded" | "crediting.late" | "service.started" | "service.expiring" | "service.lapsed" | "service.delivered" | "service.awaiting_acceptance" | "service.accepted" | "service.rejected" | "service.ended";
            /** @description Id of the account. */
            accountId: string;
            /** @description Name of the account. */
            accountName: string;
            /** @description When it happens or happened, in account time. */
            at: components["schemas"]["Instant"];
            /** @description Content of the notice, as delivered in `data`. */
            payload: components["schemas"]["Facts"];
            /** @description One delivery for each platform. */
            deliveries: {
                /** @description Opaque id, with a prefix that names the kind of record. */
                id: string;
                /**
                 * @description Platform that receives notices.
                 * @enum {string}
                 */
                platform: "business" | "management";
                /**
                 * @description State.
                 * @enum {string}
                 */
                state: "pending" | "delivered" | "failed";
                /** @description Number of attempts so far. */
                attempts: number;
                /** @description While it is pending, in account time. */
                nextAttemptAt?: components["schemas"]["Instant"];
                /** @description The earlier delivery about the same subject that has to end first. */
                heldBehind?: string;
                /** @description What went wrong at the last attempt. */
                lastError?: string;
                /** @description When it was delivered. */
                deliveredAt?: components["schemas"]["Instant"];
            }[];
        };
        PlatformSettings: {
            /** @description Null: notices go to the built-in inbox. */
            url: string | null;
            /** @description Endpoint of sandbox notices, which go nowhere else. */
            sandboxUrl: string | null;
            /** @description False: all notices go to the built-in inbox. */
            enabled: boolean;
            /** @description The signing secrets, newest first, without their values. */
            secrets: {
                /** @description When it was created. */
                createdAt: components["schemas"]["Instant"];
                /** @description Exclusive end. */
                expiresAt: components["schemas"]["Instant"] | null;
            }[];
        };
        RotatedSecret: {
            /**
             * @description Signs from now on. Shown once, never in a replay.
             * @example whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD
             */
            secret?: string;
        };
        Task: {
            /** @description Opaque id, with a prefix that names the kind of record. */
            id: string;
            /**
             * @description What is to be done.
             * @enum {string}
             */
            kind: "agreement.needed" | "renewal.contact" | "service.to_start" | "service.to_accept" | "crediting.warning" | "crediting.breach" | "payment.excess" | "payment.mismatched" | "payment.late" | "payment.unknown" | "arrears.high" | "message.undeliverable" | "notice.undeliverable" | "reconcile.difference";
            /**
             * @description Role that works on it.
             * @enum {string}
             */
            role: "sales" | "delivery" | "operator";
            /**
             * @description State.
             * @enum {string}
             */
            state: "open" | "resolved";
            /** @description When it was opened. */
            openedAt: components["schemas"]["Instant"];
            /** @description When it is due. */
            dueAt: components["schemas"]["Instant"];
            /** @description Null if the task concerns no known account; keys limited to accounts do not see it. */
            accountId: string | null;
            /** @description Name of the account. */
            accountName: string | null;
            /** @description Id of the order. */
            orderId?: string;
            /** @description Facts, whose names depend on the type. */
            facts: components["schemas"]["Facts"];
            /** @description When it was resolved. */
            resolvedAt?: components["schemas"]["Instant"];
            /** @description Who resolved it. */
            resolvedBy?: string;
            /** @description A note. */
            note?: string;
        };
        AuditRecord: {
            /** @description Opaque id, with a prefix that names the kind of record. */
            id: string;
            /** @description When it happens or happened, in account time. */
            at: components["schemas"]["Instant"];
            /** @description When it was stored, in server time. */
            recordedAt: components["schemas"]["Instant"];
            /** @description Type. */
            type: string;
            /** @description Who did it: an API key, the system, a provider; for customers `you`, `staff` or `system`. */
            actor: string;
            /** @description Name of the key or of the person who signed in; otherwise the same as `actor`. */
            actorName: string;
            /** @description Why, in a sentence or two. */
            reason?: string;
            /** @description Id of the request, as in the header `X-Request-Id`. */
            requestId: string;
            /** @description Id of the account. */
            accountId?: string;
            /** @description Name of the account. */
            accountName?: string;
            /** @description Id of the order. */
            orderId?: string;
            /** @description Facts, whose names depend on the type. */
            facts: components["schemas"]["Facts"];
            /** @description The state before the change; null if there was none. */
            before: components["schemas"]["Json"];
            /** @description The state after the change. */
            after: components["schemas"]["Json"];
            /** @description Entries of the journal that the change wrote. */
            journal?: {
                /** @description Sequence number of the first entry. */
                from: number;
                /** @description Sequence number of the last entry. */
                to: number;
            };
            /** @description Version of the catalogue that applies. */
            catalogueVersion?: string;
            /** @description Version of the policies that apply. */
            policyVersion?: string;
        };
        AccountTimelineEntry: {
            /** @description When it takes effect. */
            at: components["schemas"]["Instant"];
            /** @description When it was stored, in server time. */
            recordedAt: components["schemas"]["Instant"];
            /**
             * @description Type.
             * @example order.placed
             */
            type: string;
            /** @description Who did it: an API key, the system, a provider; for customers `you`, `staff` or `system`. */
            actor: string;
            /** @description Name of the key or of the person who signed in; otherwise the same as `actor`. */
            actorName: string;
            /** @description Why, in a sentence or two. */
            reason?: string;
            /** @description Facts, whose names depend on the type. */
            facts: components["schemas"]["Facts"];
            /** @description Id of the order. */
            orderId?: string;
        };
        CreatedApiKey: {
            /** @description Opaque id, with a prefix that names the kind of record. */
            id: string;
            /** @description Name, one line. */
            name: string;
            /** @description Roles of the key. `customer` stands alone. */
            roles: ("sales" | "delivery" | "operator" | "platform" | "customer")[];
            /** @description Accounts it is limited to; null for all. */
            accountIds: string[] | null;
            /** @description When it was created. */
            createdAt: components["schemas"]["Instant"];
            /** @description Server time from which the key is invalid; null for never. */
            expiresAt: components["schemas"]["Instant"] | null;
            /** @description Accurate to a minute. */
            lastUsedAt: components["schemas"]["Instant"] | null;
            /** @description When the key was revoked; null for a valid one. */
            revokedAt: components["schemas"]["Instant"] | null;
            /** @description The key itself: shown once, never in a replay. */
            key?: string;
        };
        ApiKey: {
            /** @description Opaque id, with a prefix that names the kind of record. */
            id: string;
            /** @description Name, one line. */
            name: string;
            /** @description Roles of the key. `customer` stands alone. */
            roles: ("sales" | "delivery" | "operator" | "platform" | "customer")[];
            /** @description Accounts it is limited to; null for all. */
            accountIds: string[] | null;
            /** @description When it was created. */
            createdAt: components["schemas"]["Instant"];
            /** @description Server time from which the key is invalid; null for never. */
            expiresAt: components["schemas"]["Instant"] | null;
            /** @description Accurate to a minute. */
            lastUsedAt: components["schemas"]["Instant"] | null;
            /** @description When the key was revoked; null for a valid one. */
            revokedAt: components["schemas"]["Instant"] | null;
        };
        Session: {
            /** @description Opaque id, with a prefix that names the kind of record. */
            id: string;
            /** @description Id of the API key whose roles and accounts the session has. */
            keyId: string;
            /** @description Who signed in, as the audit names it. */
            person: string;
            /** @description What they signed in with; null if not given. */
            device: string | null;
            /** @description Roles of the key. `customer` stands alone. */
            roles: ("sales" | "delivery" | "operator" | "platform" | "customer")[];
            /** @description Accounts it is limited to; null for all. */
            accountIds: string[] | null;
            /** @description When it was created. */
            createdAt: components["schemas"]["Instant"];
            /** @description Exclusive, in server time. */
            expiresAt: components["schemas"]["Instant"];
            /** @description When it was ended before; null if it was not. */
            endedAt: components["schemas"]["Instant"] | null;
            /** @description True for the session of this request. */
            current: boolean;
        };
        SignInLink: {
            /**
             * Format: uri
             * @description Shown once, never in a replay.
             */
            url?: string;
            /** @description Exclusive end. */
            expiresAt: components["schemas"]["Instant"];
        };
        Readiness: {
            /** @description True if every check is. */
            ready: boolean;
            /** @description The checks one by one. */
            checks: {
                /** @description False once the process is shutting down. */
                serving: boolean;
                /** @description MongoDB is available. */
                mongodb: boolean;
                /** @description False while the clock of the process differs from MongoDB's. */
                clock: boolean;
                /** @description Temporal is available. */
                temporal: boolean;
                /** @description A worker takes tasks. */
                worker: boolean;
            };
        };
        UsageReadiness: {
            /** @description True if every check is. */
            ready: boolean;
            /** @description The checks one by one. */
            checks: {
                /** @description False once the process is shutting down. */
                serving: boolean;
                /** @description MongoDB is available. */
                mongodb: boolean;
                /** @description False while the clock of the process differs from MongoDB's. */
                clock: boolean;
            };
        };
        ProblemType: {
            /** @description Stable code for programs. */
            code: components["schemas"]["ErrorCode"];
            /** @description HTTP status. */
            status: number;
            /** @description What the error code means, in a few words. */
            title: components["schemas"]["Localized"];
            /** @description Every reason behind the code. */
            reasons: {
                /** @description Name of the reason. */
                key: string;
                /** @description Id of the rule that decided; `GET /v1/rules/{id}` states it. */
                rule?: string;
                /** @description What happened, in one sentence. `{name}` stands for a fact. */
                detail: components["schemas"]["Localized"];
                /** @description What the caller can do about it. */
                remedy: components["schemas"]["Localized"];
            }[];
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
