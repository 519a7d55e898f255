// Made by `npm run api-types` from the OpenAPI document of the service: do not edit.

export interface paths {
    "/v1/audits": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["v1AuditsList"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/audits/{uid}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["v1AuditsUidGet"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/audits/{uid}/sysMsg": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["v1AuditsUidGetSysMsg"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/audits/{uid}/userMsg": {
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
        patch: operations["v1AuditsUidMsgUpdate"];
        trace?: never;
    };
    "/v1/tenants": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["v1TenantsList"];
        put?: never;
        post: operations["v1TenantsCreate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tenants/{tenantUid}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["v1TenantsGet"];
        put: operations["v1TenantsUpdate"];
        post?: never;
        delete: operations["v1TenantsDelete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tenants/{tenantUid}/state": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put: operations["v1TenantsState"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tenants/{tenantUid}/authTokenSettings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["v1TenantUidAuthTokenSettingsGet"];
        put: operations["v1TenantUidAuthTokenSettingsUpdate"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tenants/{tenantUid}/apiKeySettings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["v1TenantUidApiKeySettingsGet"];
        put: operations["v1TenantUidApiKeySettingsUpdate"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tenants/{tenantUid}/loginBanner": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["v1TenantUidLoginBannerGet"];
        put: operations["v1TenantUidLoginBannerUpdate"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tenants/{tenantUid}/password/policy": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["V1TenantUidPasswordPolicyGet"];
        put?: never;
        post: operations["V1TenantUidPasswordPolicyUpdate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/system/authTokenSettings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["v1SystemAuthTokenSettingsGet"];
        put: operations["v1SystemAuthTokenSettingsUpdate"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/roles": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["v1RolesList"];
        put?: never;
        post: operations["v1RolesCreate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/roles/{uid}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["v1RolesUidGet"];
        put: operations["v1RolesUidUpdate"];
        post?: never;
        delete: operations["v1RolesUidDelete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/roles/{uid}/clone": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["v1RolesClone"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/permissions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["v1PermissionsList"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/users/meta": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["v1UsersMetadata"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/users/summary": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["v1UsersSummaryGet"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["v1UsersList"];
        put?: never;
        post: operations["v1UsersCreate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/users/info": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["v1UsersInfoGet"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/users/{uid}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["v1UsersUidGet"];
        put: operations["v1UsersUidUpdate"];
        post?: never;
        delete: operations["v1UsersUidDelete"];
        options?: never;
        head?: never;
        patch: operations["v1UsersUidPatch"];
        trace?: never;
    };
    "/v1/users/{uid}/state": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put: operations["v1UsersUidState"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/users/{uid}/unlock": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put: operations["v1UsersUidUnlock"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/users/{uid}/roles": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["v1UsersUidRoles"];
        put: operations["v1UsersUidRolesUpdate"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tenants/{tenantUid}/user": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["v1TenantsUserGet"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/dashboard/projects/metadata": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["v1ProjectsMetadata"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/users/{uid}/projects": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["v1UsersProjectRoles"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/workspaces/users/{uid}/roles": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["v1UsersWorkspaceGetRoles"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/users/{uid}/resourceRoles": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["v1UsersUidResourceRoles"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/apiKeys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["v1ApiKeysList"];
        put?: never;
        post: operations["v1ApiKeysCreate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/apiKeys/{uid}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["v1ApiKeysUidGet"];
        put: operations["v1ApiKeysUidUpdate"];
        post?: never;
        delete: operations["v1ApiKeysUidDelete"];
        options?: never;
        head?: never;
        patch: operations["v1ApiKeysUidActiveState"];
        trace?: never;
    };
    "/v1/apiKeys/{uid}/state": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put: operations["v1ApiKeysUidState"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/apiKeys/{uid}/rotate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["v1ApiKeysUidRotate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/apiKeys/leaked": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["v1ApiKeysLeaked"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/apiKeys/{uid}/reveal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["v1ApiKeysUidReveal"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/authenticate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["v1Authenticate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/refresh/{token}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["v1AuthRefresh"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/refresh": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["v1AuthRefreshPost"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["v1AuthSession"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/logout": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["v1AuthLogout"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/users/auth/tokens/revoke": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["v1UsersAuthTokensRevoke"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["v1AuthSessionsList"];
        put?: never;
        post?: never;
        delete: operations["v1AuthSessionsDelete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/sessions/{uid}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete: operations["v1AuthSessionsUidDelete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/password/{passwordToken}/activate": {
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
        patch: operations["v1PasswordActivate"];
        trace?: never;
    };
    "/v1/auth/password/{passwordToken}/reset": {
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
        patch: operations["v1PasswordReset"];
        trace?: never;
    };
    "/v1/auth/user/password/reset": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["v1PasswordResetRequest"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/users/password/change": {
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
        patch: operations["V1UsersPasswordChange"];
        trace?: never;
    };
    "/v1/users/{uid}/password/change": {
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
        patch: operations["v1UsersUidPasswordChange"];
        trace?: never;
    };
    "/v1/users/password/reset": {
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
        patch: operations["v1UsersEmailPasswordReset"];
        trace?: never;
    };
    "/v1/users/{uid}/password/reset": {
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
        patch: operations["v1UsersUidPasswordReset"];
        trace?: never;
    };
    "/v1/auth/org": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["v1AuthOrg"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/orgs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["V1AuthOrgs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/user/org/forgot": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["V1AuthUserOrgForgot"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/.well-known/jwks.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["jwks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/verify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["verifyRequest"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/apiKeys/verify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["verifyApiKeys"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/oauth2/introspect": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["introspectToken"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/oauth2/token": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["exchangeToken"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/.well-known/oauth-authorization-server": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["serverMetadata"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/setup": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["v1Setup"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health/live": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["healthLive"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health/ready": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["healthReady"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        ObjectMeta: {
            /** @example 01990f6e-7c2a-7b1e-9d53-0c1f2a3b4c5d */
            uid: string;
            /** @example backup-job */
            name: string;
            /**
             * @example {
             *       "description": "Nightly backup"
             *     }
             */
            annotations: {
                [key: string]: string;
            };
            /** @example {} */
            labels: {
                [key: string]: string;
            };
            /**
             * Format: date-time
             * @example 2030-01-01T08:00:00.000Z
             */
            creationTimestamp: string;
            /**
             * Format: date-time
             * @example 2030-01-01T08:00:00.000Z
             */
            lastModifiedTimestamp: string;
        };
        AuditUser: {
            uid: string;
            /** @example ada@example.com */
            emailId: string;
        };
        AuditCredential: {
            /** @enum {string} */
            kind: "token" | "apiKey";
            /** @description The uid of the session or of the key */
            uid: string;
        };
        AuditActor: {
            /** @enum {string} */
            actorType: "user" | "system" | "service";
            user?: components["schemas"]["AuditUser"];
            /** @description What the caller showed */
            credential?: components["schemas"]["AuditCredential"];
            /**
             * @description The address of the client; empty for the service itself
             * @example 203.0.113.7
             */
            ip: string;
        };
        AuditResource: {
            /** @example apiKey */
            kind: string;
            uid: string;
            /** @example backup-job */
            name: string;
        };
        AuditSpec: {
            /** @enum {string} */
            actionType: "create" | "update" | "delete" | "publish" | "deploy" | "activity" | "action";
            /**
             * @description The stable name of what happened
             * @example apiKey.revoke
             */
            actionMsg: string;
            /** @example API key "backup-job" was revoked. */
            contentMsg: string;
            /**
             * @description What a person wrote beside the entry; absent when nobody did
             * @example Asked for by Grace, ticket 4711
             */
            userMsg?: string;
            actor: components["schemas"]["AuditActor"];
            resource: components["schemas"]["AuditResource"];
            /**
             * @description The `ref` of the request, as the log has it
             * @example req-4f7c
             */
            requestId: string;
        };
        AuditAnswer: {
            metadata: components["schemas"]["ObjectMeta"];
            spec: components["schemas"]["AuditSpec"];
        };
        ListMeta: {
            /**
             * @description Send this as `continue` for the next page; empty on the last page
             * @example
             */
            continue: string;
            /**
             * @description How many items match, over all pages; counted up to 10,000, which then means "10,000 or more"
             * @example 1
             */
            count: number;
            /** @example 50 */
            limit: number;
            /** @example 0 */
            offset: number;
        };
        AuditsAnswer: {
            items: components["schemas"]["AuditAnswer"][];
            listmeta: components["schemas"]["ListMeta"];
        };
        AuditSysMsgAnswer: {
            /**
             * @description The stable name of what happened
             * @example apiKey.revoke
             */
            actionMsg: string;
            /** @example API key "backup-job" was revoked. */
            contentMsg: string;
        };
        AuditMsgRequest: {
            /** @description Replaces what was written before */
            userMsg: string;
        };
        TenantSpec: {
            /** @example acme */
            orgName: string;
            /** @example office@acme.example */
            orgEmailId: string;
            /** @example {} */
            address: {
                [key: string]: string;
            };
            /** @example password */
            authType: string;
            /** @example true */
            allowsQueryApiKeys: boolean;
        };
        TenantStatus: {
            /** @description false while suspended */
            isActive: boolean;
            /**
             * @description Always false: deleting is done when it is answered
             * @example false
             */
            toBeDeleted: boolean;
        };
        TenantAnswer: {
            metadata: components["schemas"]["ObjectMeta"];
            spec: components["schemas"]["TenantSpec"];
            status: components["schemas"]["TenantStatus"];
        };
        TenantsAnswer: {
            items: components["schemas"]["TenantAnswer"][];
            listmeta: components["schemas"]["ListMeta"];
        };
        UnnamedMetadata: {
            /**
             * @description Free texts; `description` is shown beside the name
             * @example {
             *       "description": "Nightly backup"
             *     }
             */
            annotations?: {
                [key: string]: string;
            };
            /**
             * @description Free texts for filtering on your side
             * @example {}
             */
            labels?: {
                [key: string]: string;
            };
        };
        UpdateTenantSpec: {
            /**
             * @description The name that people log in with
             * @example acme
             */
            orgName?: string;
            /**
             * Format: email
             * @example office@acme.example
             */
            orgEmailId?: string;
            /**
             * @description Postal address
             * @example {
             *       "city": "Utrecht"
             *     }
             */
            address?: {
                [key: string]: string;
            };
            /**
             * @description Whether keys of this organisation may be sent as ?ApiKey=
             * @example true
             */
            allowsQueryApiKeys?: boolean;
        };
        UpdateTenantRequest: {
            metadata?: components["schemas"]["UnnamedMetadata"];
            spec: components["schemas"]["UpdateTenantSpec"];
        };
        ErrorAnswer: {
            /**
             * @description A stable name; see the list of codes in the docs
             * @example ResourceNotFound
             */
            code: string;
            /** @example There is no such thing. */
            message: string;
            /** @description Particulars, by field where there are fields */
            details?: {
                [key: string]: string;
            };
            /**
             * @description The id of this request in the log
             * @example req-4f7c
             */
            ref: string;
            /** @description The same for OAuth clients, under /v1/oauth2 (RFC 6749, 5.2) */
            error?: string;
            error_description?: string;
        };
        TenantStateRequest: {
            /**
             * @description false suspends: no credential of the organisation counts until it is true again
             * @example false
             */
            isActive: boolean;
        };
        AuthTokenSettings: {
            /**
             * @description How long an authorization token is valid; it never outlives its session
             * @example 15
             */
            expiryTimeMinutes: number;
        };
        ApiKeySettingsAnswer: {
            /** @example 90 */
            maxLifetimeInDays: number;
            /** @example 30 */
            defaultLifetimeInDays: number;
            /**
             * @description Whether values of new keys are kept, sealed
             * @example false
             */
            recoverableKeys: boolean;
            /**
             * @description Whether API keys of users may make further ones for them
             * @example false
             */
            userKeysMakeKeys: boolean;
        };
        ApiKeySettingsRequest: {
            /**
             * @description The furthest that an expiry may be ahead, in days; 0 or absent: ten years, as everywhere
             * @example 90
             */
            maxLifetimeInDays?: number;
            /**
             * @description Days until a key expires whose maker says nothing about it; 0 or absent: they must say it
             * @example 30
             */
            defaultLifetimeInDays?: number;
            /**
             * @description Whether values of keys that are made or rotated from now on are kept, sealed, so that they can be shown again. Absent: as it is, since false erases every value that is kept
             * @example false
             */
            recoverableKeys?: boolean;
            /**
             * @description Whether an API key of somebody who makes keys for themself only may make some for them as well; one of an administrator always may. Absent: as it is
             * @example false
             */
            userKeysMakeKeys?: boolean;
        };
        LoginBannerAnswer: {
            /** @example Authorised use only. */
            Message: string;
            /** @example true */
            isEnabled: boolean;
            /** @example Notice */
            title: string;
        };
        LoginBannerSettings: {
            /**
             * @description Plain text, shown before the login
             * @example Authorised use only.
             */
            Message?: string;
            /**
             * @description Absent: false
             * @example true
             */
            isEnabled?: boolean;
            /** @example Notice */
            title?: string;
        };
        PasswordPolicyAnswer: {
            /** @example 15 */
            minLength: number;
            /** @example 128 */
            maxLength: number;
            /** @example 0 */
            minNumOfBlockLetters: number;
            /** @example 0 */
            minNumOfSmallLetters: number;
            /** @example 0 */
            minNumOfDigits: number;
            /** @example 0 */
            minNumOfSpecialCharacters: number;
            /** @example false */
            isRegex: boolean;
            /** @example  */
            regex: string;
            /** @example 0 */
            expiryDurationInDays: number;
            /** @example 0 */
            firstReminderInDays: number;
            /**
             * Format: date-time
             * @description Absent while the default holds
             */
            creationTimestamp?: string;
            /**
             * Format: date-time
             * @description Absent while the default holds
             */
            updateTimestamp?: string;
        };
        PasswordPolicyRequest: {
            /**
             * @description Absent: 15, or 6 with a regex
             * @example 12
             */
            minLength?: number;
            /**
             * @description Absent: 128
             * @example 128
             */
            maxLength?: number;
            /**
             * @description Upper-case letters
             * @example 1
             */
            minNumOfBlockLetters?: number;
            /**
             * @description Lower-case letters
             * @example 1
             */
            minNumOfSmallLetters?: number;
            /**
             * @description Digits
             * @example 1
             */
            minNumOfDigits?: number;
            /**
             * @description Everything else
             * @example 1
             */
            minNumOfSpecialCharacters?: number;
            /**
             * @description Whether `regex` counts, in place of the kinds of characters
             * @example false
             */
            isRegex?: boolean;
            /**
             * @description RE2 syntax; the whole password has to match. No look-around, no back references
             * @example
             */
            regex?: string;
            /**
             * @description Days after which a password must be changed; 0: never
             * @example 365
             */
            expiryDurationInDays?: number;
            /**
             * @description How many days before that people are reminded by mail; 0: not at all
             * @example 14
             */
            firstReminderInDays?: number;
        };
        RoleSpec: {
            permissions: ("apiKey.create" | "apiKey.get" | "apiKey.list" | "apiKey.update" | "apiKey.delete" | "apiKey.reveal" | "apiKey.verify" | "audit.get" | "audit.list" | "audit.update" | "role.create" | "role.get" | "role.list" | "role.update" | "role.delete" | "session.list" | "session.delete" | "tenant.get" | "tenant.update" | "user.create" | "user.get" | "user.list" | "user.update" | "user.delete")[];
            /** @enum {string} */
            scope: "tenant" | "project" | "resource";
            /**
             * @description `system` for built-in roles
             * @enum {string}
             */
            type: "system" | "user";
        };
        RoleStatus: {
            /** @example true */
            isEnabled: boolean;
        };
        RoleAnswer: {
            metadata: components["schemas"]["ObjectMeta"];
            spec: components["schemas"]["RoleSpec"];
            status: components["schemas"]["RoleStatus"];
        };
        RolesAnswer: {
            items: components["schemas"]["RoleAnswer"][];
            listmeta: components["schemas"]["ListMeta"];
        };
        UniqueMetadata: {
            /**
             * @description Free texts; `description` is shown beside the name
             * @example {
             *       "description": "Nightly backup"
             *     }
             */
            annotations?: {
                [key: string]: string;
            };
            /**
             * @description Free texts for filtering on your side
             * @example {}
             */
            labels?: {
                [key: string]: string;
            };
            /**
             * @description Unique in the organisation
             * @example Key Manager
             */
            name: string;
        };
        RoleSpecFields: {
            /**
             * @description What the role allows: `apiKey.create`, `apiKey.get`, `apiKey.list`, `apiKey.update`, `apiKey.delete`, `apiKey.reveal`, `apiKey.verify`, `audit.get`, `audit.list`, `audit.update`, `role.create`, `role.get`, `role.list`, `role.update`, `role.delete`, `session.list`, `session.delete`, `tenant.get`, `tenant.update`, `user.create`, `user.get`, `user.list`, `user.update`, `user.delete`
             * @example [
             *       "apiKey.list",
             *       "apiKey.update"
             *     ]
             */
            permissions?: string[];
            /**
             * @description Only roles of scope `tenant` can be given; there are no projects. Absent: `tenant`
             * @example tenant
             * @enum {string}
             */
            scope?: "tenant" | "project" | "resource";
        };
        RoleStatusFields: {
            /**
             * @description Roles are taken away or deleted: must be true
             * @example true
             */
            isEnabled?: boolean;
        };
        CreateRoleRequest: {
            metadata: components["schemas"]["UniqueMetadata"];
            spec: components["schemas"]["RoleSpecFields"];
            status?: components["schemas"]["RoleStatusFields"];
        };
        UidAnswer: {
            /**
             * @description The uid of the new thing
             * @example 01990f6e-7c2a-7b1e-9d53-0c1f2a3b4c5d
             */
            uid: string;
        };
        OptionalUniqueMetadata: {
            /**
             * @description Free texts; `description` is shown beside the name
             * @example {
             *       "description": "Nightly backup"
             *     }
             */
            annotations?: {
                [key: string]: string;
            };
            /**
             * @description Free texts for filtering on your side
             * @example {}
             */
            labels?: {
                [key: string]: string;
            };
            /**
             * @description Unique in the organisation. Left out: stays as it is
             * @example Key Manager
             */
            name?: string;
        };
        UpdateRoleRequest: {
            metadata?: components["schemas"]["OptionalUniqueMetadata"];
            spec?: components["schemas"]["RoleSpecFields"];
            status?: components["schemas"]["RoleStatusFields"];
        };
        CloneMetadata: {
            /**
             * @description Unique in the organisation
             * @example Key Manager
             */
            name: string;
        };
        CloneRoleRequest: {
            metadata: components["schemas"]["CloneMetadata"];
        };
        PermissionGroup: {
            /**
             * @description The kind of thing
             * @example ApiKey
             */
            name: string;
            /** @enum {string} */
            scope: "tenant";
            /**
             * @example [
             *       "apiKey.list"
             *     ]
             */
            permissions: string[];
        };
        UserMeta: {
            /** @example 01990f6e-8d1b-7c3f-8e42-1a2b3c4d5e6f */
            uid: string;
            /** @example Grace Hopper */
            name: string;
            /** @example grace@acme.example */
            emailId: string;
        };
        UsersMetadataAnswer: {
            items: components["schemas"]["UserMeta"][];
            listmeta: components["schemas"]["ListMeta"];
        };
        TextFilterFields: {
            /**
             * @description Equal to
             * @example grace@acme.example
             */
            eq?: string;
            /** @description Other than */
            ne?: string;
            /** @description With this somewhere in it */
            contains?: string;
            /** @description With this at its beginning */
            beginsWith?: string;
            /**
             * @description Absent: true
             * @example true
             */
            ignoreCase?: boolean;
        };
        UsersFilter: {
            emailId?: components["schemas"]["TextFilterFields"];
            name?: components["schemas"]["TextFilterFields"];
        };
        UsersSort: {
            /**
             * @description Absent: creationTimestamp
             * @enum {string}
             */
            field?: "name" | "creationTimestamp";
            /**
             * @description Absent: asc
             * @enum {string}
             */
            order?: "asc" | "desc";
        };
        UsersSummaryRequest: {
            /** @description All of it must hold */
            filter?: components["schemas"]["UsersFilter"];
            /** @description Absent: in the order of making */
            sort?: components["schemas"]["UsersSort"][];
        };
        UidSummary: {
            /** @example 00000000-0000-7000-8000-000000000003 */
            uid: string;
            /** @example User */
            name: string;
        };
        UserSummarySpec: {
            /** @example grace@acme.example */
            emailId: string;
            /** @example Grace */
            firstName: string;
            /** @example Hopper */
            lastName: string;
            roles: components["schemas"]["UidSummary"][];
            /**
             * @description There are no teams
             * @example []
             */
            teams: components["schemas"]["UidSummary"][];
            /**
             * @description There are no projects
             * @example []
             */
            projects: components["schemas"]["UidSummary"][];
            /** @example 0 */
            projectsCount: number;
        };
        UserStatus: {
            /** @description true when the user can log in: activated and not disabled */
            isActive: boolean;
            /** @description true after an administrator disabled the user */
            isDisabled: boolean;
            /** @description true while too many wrong passwords keep the user from logging in; keys and sessions go on */
            isLocked: boolean;
            /**
             * Format: date-time
             * @description Absent when nothing is locked, and when only a new password helps
             */
            lockedUntil?: string;
            /** @description true while a password reset is open */
            isPasswordResetting: boolean;
            /**
             * @description For the administrator to hand over until the user has set a password; each reading is good for an hour. Empty otherwise.
             * @example
             */
            activationLink: string;
            /**
             * @description The same while a password reset is open
             * @example
             */
            passwordResetLink: string;
            /**
             * Format: date-time
             * @description Absent before the first login
             */
            lastSignIn?: string;
        };
        UserSummaryAnswer: {
            metadata: components["schemas"]["ObjectMeta"];
            spec: components["schemas"]["UserSummarySpec"];
            status: components["schemas"]["UserStatus"];
        };
        UsersSummaryAnswer: {
            items: components["schemas"]["UserSummaryAnswer"][];
            listmeta: components["schemas"]["ListMeta"];
        };
        UserSpec: {
            /** @example grace@acme.example */
            emailId: string;
            /** @example Grace */
            firstName: string;
            /** @example Hopper */
            lastName: string;
            /**
             * @example [
             *       "User"
             *     ]
             */
            roles: string[];
        };
        UserAnswer: {
            metadata: components["schemas"]["ObjectMeta"];
            spec: components["schemas"]["UserSpec"];
            status: components["schemas"]["UserStatus"];
        };
        UsersAnswer: {
            items: components["schemas"]["UserAnswer"][];
            listmeta: components["schemas"]["ListMeta"];
        };
        CreateUserSpec: {
            /**
             * Format: email
             * @description What they log in with; unique in the organisation
             * @example grace@acme.example
             */
            emailId: string;
            /** @example Grace */
            firstName?: string;
            /** @example Hopper */
            lastName?: string;
            /**
             * @description Uids or names of roles: built in are `Tenant Admin`, `Tenant Viewer` and `User`
             * @example [
             *       "User"
             *     ]
             */
            roles?: string[];
            /**
             * @description There are no teams: must be empty or absent
             * @example []
             */
            teams?: string[];
        };
        CreateUserRequest: {
            metadata?: components["schemas"]["UnnamedMetadata"];
            spec: components["schemas"]["CreateUserSpec"];
        };
        UserInfoAnswer: {
            /** @example acme */
            orgName: string;
            /** @example 01990f6e-7c2a-7b1e-9d53-0c1f2a3b4c5d */
            tenantUid: string;
            /** @example 01990f6e-8d1b-7c3f-8e42-1a2b3c4d5e6f */
            userUid: string;
        };
        UpdateUserSpec: {
            /**
             * Format: email
             * @example grace@acme.example
             */
            emailId?: string;
            /** @example Grace */
            firstName?: string;
            /** @example Hopper */
            lastName?: string;
            /**
             * @description Uids or names of roles: built in are `Tenant Admin`, `Tenant Viewer` and `User`
             * @example [
             *       "User"
             *     ]
             */
            roles?: string[];
        };
        UpdateUserRequest: {
            metadata?: components["schemas"]["UnnamedMetadata"];
            spec: components["schemas"]["UpdateUserSpec"];
        };
        PatchOperation: {
            /** @enum {string} */
            op: "add" | "remove" | "replace" | "move" | "copy" | "test";
            /** @example /spec/lastName */
            path: string;
            /**
             * @description For `move` and `copy`
             * @example /spec/firstName
             */
            from?: string;
            /**
             * @description For `add`, `replace` and `test`: a text, a list of texts or a map of texts
             * @example Murray
             */
            value?: string | string[] | {
                [key: string]: string;
            };
        };
        UserStateRequest: {
            /**
             * @description false disables: the user’s keys and sessions stop at once
             * @example false
             */
            isActive: boolean;
        };
        UserRolesAnswer: {
            /** @description Given to the user */
            roles: components["schemas"]["UidSummary"][];
            /** @description What everybody has */
            inheritedRoles: components["schemas"]["UidSummary"][];
        };
        UserRolesRequest: {
            /**
             * @description Uids, or names, of all roles that the user is to hold
             * @example [
             *       "User"
             *     ]
             */
            roles?: string[];
        };
        CreateTenantSpec: {
            /**
             * @description The name that people log in with; unique
             * @example globex
             */
            orgName: string;
            /**
             * Format: email
             * @description The first administrator
             * @example hank@globex.example
             */
            emailId: string;
            /** @example Hank */
            firstName?: string;
            /** @example Scorpio */
            lastName?: string;
            /**
             * Format: email
             * @example office@globex.example
             */
            orgEmailId?: string;
            /**
             * @example {
             *       "city": "Cypress Creek"
             *     }
             */
            address?: {
                [key: string]: string;
            };
        };
        CreateTenantRequest: {
            metadata?: components["schemas"]["UnnamedMetadata"];
            spec: components["schemas"]["CreateTenantSpec"];
        };
        ProjectName: {
            /**
             * @description That of the organisation
             * @example 01990f6e-7c2a-7b1e-9d53-0c1f2a3b4c5d
             */
            uid: string;
            /** @example Default */
            name: string;
        };
        ProjectMetadata: {
            metadata: components["schemas"]["ProjectName"];
        };
        ProjectsMetadataAnswer: {
            items: components["schemas"]["ProjectMetadata"][];
        };
        ProjectRolesAnswer: {
            /** @example [] */
            projects: components["schemas"]["ProjectMetadata"][];
        };
        ResourceRolesAnswer: {
            /** @example [] */
            resourceRoles: components["schemas"]["ProjectMetadata"][];
        };
        ApiKeyUser: {
            /** @example 01990f6e-8d1b-7c3f-8e42-1a2b3c4d5e6f */
            uid: string;
            /** @example Grace */
            firstName: string;
            /** @example Hopper */
            lastName: string;
            /** @example grace@acme.example */
            emailId: string;
        };
        ApiKeySpec: {
            /**
             * Format: date-time
             * @example 2030-01-31T00:00:00.000Z
             */
            expiry: string;
            user: components["schemas"]["ApiKeyUser"];
            /**
             * @description What may be shown of the key
             * @example lk_3fGh...9aZq
             */
            keyFragment: string;
            /**
             * @description The uid of whoever made it: the owner, or an administrator
             * @example 01990f6e-8d1b-7c3f-8e42-1a2b3c4d5e6f
             */
            createdByUid: string;
        };
        LastUsed: {
            /**
             * Format: date-time
             * @example 2030-01-15T08:30:00.000Z
             */
            time: string;
            /**
             * @description How it was shown; `verify`: to a back end, which asked about it; `exchange`: for a token
             * @enum {string}
             */
            way: "header" | "query" | "verify" | "exchange";
            /**
             * @description The address of the client; absent when it is not known
             * @example 203.0.113.7
             */
            ip?: string;
        };
        ApiKeyStatus: {
            /** @description true while the key is accepted: switched on and not expired */
            isActive: boolean;
            /** @enum {string} */
            state: "active" | "inactive" | "expired";
            /** @description true while it is accepted and expires within so many days as owners are reminded before, 7 if not set otherwise */
            isExpiring: boolean;
            /** @description true while its value can be shown again; absent for every other key */
            isRecoverable?: boolean;
            /** @description true for a key that was reported as leaked, which is never re-activated; absent for every other key */
            isLeaked?: boolean;
            /** @description The last time that it was accepted, at most a minute late; absent when it never was */
            lastUsed?: components["schemas"]["LastUsed"];
        };
        ApiKeyAnswer: {
            metadata: components["schemas"]["ObjectMeta"];
            spec: components["schemas"]["ApiKeySpec"];
            status: components["schemas"]["ApiKeyStatus"];
        };
        ApiKeysAnswer: {
            items: components["schemas"]["ApiKeyAnswer"][];
            listmeta: components["schemas"]["ListMeta"];
        };
        NamedMetadata: {
            /**
             * @description Free texts; `description` is shown beside the name
             * @example {
             *       "description": "Nightly backup"
             *     }
             */
            annotations?: {
                [key: string]: string;
            };
            /**
             * @description Free texts for filtering on your side
             * @example {}
             */
            labels?: {
                [key: string]: string;
            };
            /**
             * @description For people; need not be unique
             * @example backup-job
             */
            name: string;
        };
        CreateApiKeySpec: {
            /**
             * @description Days until it expires; or give `expiry`; or neither, where the organisation has a default
             * @example 30
             * @enum {number}
             */
            expiresInDays?: 7 | 30 | 60 | 90;
            /**
             * Format: date-time
             * @description The instant from which it is refused; or give `expiresInDays`; or neither, where the organisation has a default. At most ten years ahead, or what the organisation allows
             * @example 2030-01-31T00:00:00.000Z
             */
            expiry?: string;
            /**
             * @description The owner. Absent or empty: the caller. The tenant’s uid: its first administrator
             * @example 01990f6e-8d1b-7c3f-8e42-1a2b3c4d5e6f
             */
            userUid?: string;
        };
        CreateApiKeyRequest: {
            metadata: components["schemas"]["NamedMetadata"];
            spec: components["schemas"]["CreateApiKeySpec"];
        };
        CreateApiKeyAnswer: {
            /**
             * @description The key. This is the only time it is shown, unless the organisation has recoverable keys on
             * @example lk_3fGhQ2mVx8TzRb1YcWk5NdPs7LjAe0Uq4H9aZq
             */
            apiKey: string;
            /** @example 01990f70-1a2b-7c3d-9e4f-5a6b7c8d9e0f */
            uid: string;
        };
        OptionalMetadata: {
            /**
             * @description Free texts; `description` is shown beside the name
             * @example {
             *       "description": "Nightly backup"
             *     }
             */
            annotations?: {
                [key: string]: string;
            };
            /**
             * @description Free texts for filtering on your side
             * @example {}
             */
            labels?: {
                [key: string]: string;
            };
            /**
             * @description Left out: stays as it is
             * @example backup-job
             */
            name?: string;
        };
        UpdateApiKeySpec: {
            /**
             * @description Days from now until it expires; or give `expiry`
             * @example 90
             * @enum {number}
             */
            expiresInDays?: 7 | 30 | 60 | 90;
            /**
             * Format: date-time
             * @description The instant from which it is refused
             * @example 2030-06-30T00:00:00.000Z
             */
            expiry?: string;
        };
        UpdateApiKeyRequest: {
            metadata?: components["schemas"]["OptionalMetadata"];
            spec?: components["schemas"]["UpdateApiKeySpec"];
        };
        ApiKeyStateRequest: {
            /**
             * @description false revokes, true re-activates while the expiry has not passed. Absent means false, since some clients leave false out
             * @example false
             */
            isActive?: boolean;
        };
        RotateApiKeyRequest: {
            /**
             * @description How long the present value goes on working, at most until the key expires; 0 or absent: it stops at once, with all values before it
             * @example 60
             */
            gracePeriodMinutes?: number;
        };
        LeakedApiKeyRequest: {
            /**
             * @description What was found: the whole key
             * @example lk_3fGhQ2mVx8TzRb1YcWk5NdPs7LjAe0Uq4H9aZq
             */
            apiKey: string;
        };
        RevealedApiKeyAnswer: {
            /**
             * @description The key
             * @example lk_3fGhQ2mVx8TzRb1YcWk5NdPs7LjAe0Uq4H9aZq
             */
            apiKey: string;
        };
        AuthenticateRequest: {
            /**
             * @description The e-mail address of the user
             * @example ada@acme.example
             */
            emailId: string;
            /**
             * Format: password
             * @example correct horse battery staple
             */
            password: string;
            /**
             * @description The organisation; needed only when the address belongs to more than one
             * @example acme
             */
            org?: string;
        };
        UserTokenAnswer: {
            /**
             * @description Send this in the header `Authorization`
             * @example eyJhbGciOiJFUzI1NiIsInR5cCI6ImF0K2p3dCIsImtpZCI6Ii4uLiJ9.eyJpc3MiOiIuLi4ifQ.c2ln
             */
            Authorization: string;
            /** @example false */
            isMfa: boolean;
        };
        RevokeTokensRequest: {
            /**
             * @description Tokens of your own, or of users you administer
             * @example [
             *       "eyJhbGciOi..."
             *     ]
             */
            tokens: string[];
        };
        SessionAnswer: {
            /** @example 01990f71-2b3c-7d4e-8f5a-6b7c8d9e0f1a */
            uid: string;
            /** @description true for the session of this very request */
            isCurrent: boolean;
            /** Format: date-time */
            startedAt: string;
            /** Format: date-time */
            refreshedAt: string;
            /**
             * Format: date-time
             * @description When it ends, whatever is refreshed
             */
            endsAt: string;
            /** @example 203.0.113.7 */
            ip: string;
            /** @example curl/8.5.0 */
            userAgent: string;
        };
        SessionsAnswer: {
            items: components["schemas"]["SessionAnswer"][];
            listmeta: components["schemas"]["ListMeta"];
        };
        PasswordRequest: {
            /**
             * Format: password
             * @description 15 to 128 characters, unless the organisation has rules of its own
             * @example correct horse battery staple
             */
            password: string;
        };
        ResetRequest: {
            /** @example ada@acme.example */
            emailId: string;
        };
        ChangePasswordByEmailRequest: {
            /**
             * @description The e-mail address of the user
             * @example ada@acme.example
             */
            emailId: string;
            /**
             * Format: password
             * @example correct horse battery staple
             */
            currentPassword: string;
            /**
             * Format: password
             * @description 15 to 128 characters, unless the organisation has rules of its own
             * @example a better horse battery staple
             */
            newPassword: string;
            /**
             * @description The organisation; needed only when the address belongs to more than one
             * @example acme
             */
            org?: string;
        };
        ChangePasswordRequest: {
            /**
             * Format: password
             * @example correct horse battery staple
             */
            currentPassword: string;
            /**
             * Format: password
             * @description 15 to 128 characters, unless the organisation has rules of its own
             * @example a better horse battery staple
             */
            newPassword: string;
        };
        SsoLogin: {
            displayName: string;
            logo: string;
            name: string;
            redirectUri: string;
        };
        ShownBanner: {
            /** @example Notice */
            title: string;
            /** @example Authorised use only. */
            Message: string;
        };
        LoginMethodAnswer: {
            /** @enum {string} */
            authType: "password";
            /** @example  */
            redirectUrl: string;
            /** @example [] */
            ssoLogins: components["schemas"]["SsoLogin"][];
            /**
             * @description As it was asked for
             * @example acme
             */
            orgName: string;
            /** @description To be shown before the login; absent when there is none */
            loginBanner?: components["schemas"]["ShownBanner"];
        };
        Organization: {
            /** @enum {string} */
            authType: "password";
            /** @example  */
            redirectUrl: string;
            /** @example [] */
            ssoLogins: components["schemas"]["SsoLogin"][];
            /** @example acme */
            name: string;
        };
        OrganizationsAnswer: {
            organizations: components["schemas"]["Organization"][];
        };
        JsonWebKey: {
            /** @example EC */
            kty: string;
            /** @example P-256 */
            crv: string;
            x: string;
            y: string;
            kid: string;
            /** @example ES256 */
            alg: string;
            /** @example sig */
            use: string;
        };
        JwksAnswer: {
            keys: components["schemas"]["JsonWebKey"][];
        };
        KeyOwner: {
            uid: string;
            /** @example ada@example.com */
            emailId: string;
        };
        KeyVerification: {
            /** @description Whether the key may be used for this, now */
            valid: boolean;
            /** @enum {string} */
            code: "VALID" | "NOT_FOUND" | "INACTIVE" | "EXPIRED" | "OWNER_INACTIVE" | "TENANT_SUSPENDED" | "INSUFFICIENT_PERMISSIONS" | "RATE_LIMITED";
            keyUid?: string;
            user?: components["schemas"]["KeyOwner"];
            /** Format: date-time */
            expiry?: string;
            /** @description What the roles of the owner allow */
            permissions?: string[];
            /** @description With RATE_LIMITED: how many seconds to wait */
            retryAfter?: number;
        };
        KeyVerifications: {
            results: components["schemas"]["KeyVerification"][];
        };
        VerifyKeysRequest: {
            /**
             * Format: password
             * @description One key
             * @example lk_2dJmXqkXv7u4Jb3cN9w5yTz8R1fGhQsA0BeLp6
             */
            key?: string;
            /** @description Or up to 100 keys; they are answered in the same order */
            keys?: string[];
            /**
             * @description What the roles of the owner must allow
             * @example apiKey.list AND (user.get OR audit.get)
             */
            permission?: string;
        };
        IntrospectRequest: {
            /** @description An API key, an authorization token, or a token that was exchanged for a key */
            token: string;
            /** @description Ignored: the form of the token says what it is */
            token_type_hint?: string;
        };
        IntrospectionAnswer: {
            /** @description Whether it counts, now */
            active: boolean;
            /**
             * @description What it allows, separated by spaces; empty for nothing
             * @example apiKey.list user.get
             */
            scope?: string;
            /** @description The uid of the API key; absent for an authorization token */
            client_id?: string;
            /**
             * @description The e-mail address of its holder
             * @example ada@example.com
             */
            username?: string;
            /** @enum {string} */
            token_type?: "Bearer" | "ApiKey";
            /** @description When it ends, in seconds since 1970 */
            exp?: number;
            /** @description When it was issued; tokens only */
            iat?: number;
            /** @description The uid of its holder */
            sub?: string;
            /** @description Who it is for; tokens only */
            aud?: string;
            /**
             * @description Who issued it
             * @example https://keys.example.com
             */
            iss?: string;
            /** @description The name of the token; tokens only */
            jti?: string;
            /** @description The uid of the organisation */
            tid?: string;
            /**
             * @description The name of the organisation
             * @example acme
             */
            org?: string;
        };
        TokenRequest: {
            /** @enum {string} */
            grant_type: "urn:ietf:params:oauth:grant-type:token-exchange";
            /**
             * Format: password
             * @description The API key
             */
            subject_token: string;
            /** @enum {string} */
            subject_token_type: "urn:latchkey:params:oauth:token-type:api-key";
            /**
             * @description Permissions, separated by spaces. Absent: all that the owner of the key has
             * @example apiKey.list user.get
             */
            scope?: string;
            /**
             * @description Who the token is for. Absent: `urn:latchkey:tenant:` and the uid of the organisation
             * @example https://orders.example.com
             */
            audience?: string;
            /** @description The same for clients of RFC 8707; give one of the two */
            resource?: string;
            /** @enum {string} */
            requested_token_type?: "urn:ietf:params:oauth:token-type:access_token" | "urn:ietf:params:oauth:token-type:jwt";
        };
        TokenAnswer: {
            /** @description A JWT (RFC 9068) */
            access_token: string;
            /** @enum {string} */
            issued_token_type: "urn:ietf:params:oauth:token-type:access_token" | "urn:ietf:params:oauth:token-type:jwt";
            /** @enum {string} */
            token_type: "Bearer";
            /**
             * @description In seconds
             * @example 900
             */
            expires_in: number;
            /**
             * @description What it allows
             * @example apiKey.list user.get
             */
            scope: string;
        };
        ServerMetadataAnswer: {
            /** @example https://keys.example.com */
            issuer: string;
            jwks_uri: string;
            token_endpoint: string;
            token_endpoint_auth_methods_supported: string[];
            introspection_endpoint: string;
            introspection_endpoint_auth_methods_supported: string[];
            grant_types_supported: string[];
            /** @description None: nobody logs in through OAuth */
            response_types_supported: string[];
            /** @description Every permission that a role can allow */
            scopes_supported: string[];
            /** @description Where the docs are, when they are served */
            service_documentation?: string;
        };
        SetupRequest: {
            /**
             * Format: password
             * @description The setup token that the service printed at its start
             * @example setup_...
             */
            token: string;
            /**
             * @description The name of your organisation
             * @example acme
             */
            orgName: string;
            /**
             * Format: email
             * @description The first administrator
             * @example ada@acme.example
             */
            emailId: string;
            /**
             * Format: password
             * @description 15 to 128 characters
             * @example correct horse battery staple
             */
            password: string;
            /** @example Ada */
            firstName?: string;
            /** @example Lovelace */
            lastName?: string;
        };
        SetupAnswer: {
            /** @example 01990f6e-7c2a-7b1e-9d53-0c1f2a3b4c5d */
            tenantUid: string;
            /** @example 01990f6e-8d1b-7c3f-8e42-1a2b3c4d5e6f */
            userUid: string;
        };
        HealthAnswer: {
            /** @example ok */
            status: string;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    v1AuditsList: {
        parameters: {
            query?: {
                /** @description How many at most; 0 means all, up to 10,000 */
                limit?: number;
                /** @description The `listmeta.continue` of the page before */
                continue?: string;
                /** @description How many to skip; `continue` is the faster way, and the only one beyond 10,000 */
                offset?: number;
                /** @description From this instant on */
                startTime?: string;
                /** @description Before this instant */
                endTime?: string;
                /** @description Done by this user */
                userUid?: string;
                /** @description Another tenant, or `none`; for platform administrators */
                tenantUid?: string;
                /** @description Done to this kind of thing */
                resourceKind?: string;
                /** @description Done to this very thing */
                resourceUid?: string;
                /** @description What was done */
                actionType?: "create" | "update" | "delete" | "publish" | "deploy" | "activity" | "action";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of entries */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditsAnswer"];
                };
            };
            /** @description An error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
        };
    };
    v1AuditsUidGet: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The uid of what is meant */
                uid: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The entry */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditAnswer"];
                };
            };
            /** @description An error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
        };
    };
    v1AuditsUidGetSysMsg: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The uid of what is meant */
                uid: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What happened */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditSysMsgAnswer"];
                };
            };
            /** @description An error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
        };
    };
    v1AuditsUidMsgUpdate: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The uid of what is meant */
                uid: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AuditMsgRequest"];
            };
        };
        responses: {
            /** @description Written */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description An error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
        };
    };
    v1TenantsList: {
        parameters: {
            query?: {
                /** @description How many at most; 0 means all, up to 10,000 */
                limit?: number;
                /** @description The `listmeta.continue` of the page before */
                continue?: string;
                /** @description How many to skip; `continue` is the faster way, and the only one beyond 10,000 */
                offset?: number;
                /** @description `path=value`, more of them joined by `AND`. Values are compared without regard to case. Paths: `metadata.name`, `metadata.uid`, `spec.orgName` */
                filters?: string;
                /** @description `path=1` for ascending, `path=-1` for descending. Paths: `metadata.name`, `metadata.creationTimestamp` */
                orderBy?: string;
                /** @description Only these parts of each item, joined by commas, and its uid; everything else is left out, also what is there otherwise. Paths: `metadata.uid`, `metadata.name`, `metadata.annotations`, `metadata.labels`, `metadata.creationTimestamp`, `metadata.lastModifiedTimestamp`, `spec.orgName`, `spec.orgEmailId`, `spec.address`, `spec.authType`, `spec.allowsQueryApiKeys`, `status.isActive`, `status.toBeDeleted`, and what stands above them */
                fields?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of organisations */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TenantsAnswer"];
                };
            };
            /** @description An error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
        };
    };
    v1TenantsCreate: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes it safe to send the request again: within 24 hours the same key with the same body does nothing twice. A new random value for each thing to make, such as a UUID. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateTenantRequest"];
            };
        };
        responses: {
            /** @description Made */
            201: {
                headers: {
                    /** @description The audit entry of this change */
                    AuditUid?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UidAnswer"];
                };
            };
            /** @description An error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
        };
    };
    v1TenantsGet: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The uid of the organisation */
                tenantUid: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The organisation */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TenantAnswer"];
                };
            };
            /** @description An error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
        };
    };
    v1TenantsUpdate: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The uid of the organisation */
                tenantUid: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateTenantRequest"];
            };
        };
        responses: {
            /** @description Changed */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description An error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
        };
    };
    v1TenantsDelete: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The uid of the organisation */
                tenantUid: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Deleted */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description An error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
        };
    };
    v1TenantsState: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The uid of the organisation */
                tenantUid: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TenantStateRequest"];
            };
        };
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description An error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
        };
    };
    v1TenantUidAuthTokenSettingsGet: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The uid of the organisation */
                tenantUid: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What holds, whoever set it */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuthTokenSettings"];
                };
            };
            /** @description An error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
        };
    };
    v1TenantUidAuthTokenSettingsUpdate: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The uid of the organisation */
                tenantUid: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AuthTokenSettings"];
            };
        };
        responses: {
            /** @description Set */
            204: {
                headers: {
                    /** @description The audit entry of this change */
                    AuditUid?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description An error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
        };
    };
    v1TenantUidApiKeySettingsGet: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The uid of the organisation */
                tenantUid: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What holds; zeros and false when nobody set it */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiKeySettingsAnswer"];
                };
            };
            /** @description An error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
        };
    };
    v1TenantUidApiKeySettingsUpdate: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The uid of the organisation */
                tenantUid: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ApiKeySettingsRequest"];
            };
        };
        responses: {
            /** @description Set */
            204: {
                headers: {
                    /** @description The audit entry of this change */
                    AuditUid?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description An error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
        };
    };
    v1TenantUidLoginBannerGet: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The uid of the organisation */
                tenantUid: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The banner */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LoginBannerAnswer"];
                };
            };
            /** @description An error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
        };
    };
    v1TenantUidLoginBannerUpdate: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The uid of the organisation */
                tenantUid: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LoginBannerSettings"];
            };
        };
        responses: {
            /** @description Set */
            204: {
                headers: {
                    /** @description The audit entry of this change */
                    AuditUid?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description An error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
        };
    };
    V1TenantUidPasswordPolicyGet: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The uid of the organisation */
                tenantUid: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What holds; the default when nobody set it */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PasswordPolicyAnswer"];
                };
            };
            /** @description An error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
        };
    };
    V1TenantUidPasswordPolicyUpdate: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The uid of the organisation */
                tenantUid: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PasswordPolicyRequest"];
            };
        };
        responses: {
            /** @description Set */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description An error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
        };
    };
    v1SystemAuthTokenSettingsGet: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What holds */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuthTokenSettings"];
                };
            };
            /** @description An error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
        };
    };
    v1SystemAuthTokenSettingsUpdate: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AuthTokenSettings"];
            };
        };
        responses: {
            /** @description Set */
            204: {
                headers: {
                    /** @description The audit entry of this change */
                    AuditUid?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description An error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
        };
    };
    v1RolesList: {
        parameters: {
            query?: {
                /** @description How many at most; 0 means all, up to 10,000 */
                limit?: number;
                /** @description The `listmeta.continue` of the page before */
                continue?: string;
                /** @description How many to skip; `continue` is the faster way, and the only one beyond 10,000 */
                offset?: number;
                /** @description `path=value`, more of them joined by `AND`. Values are compared without regard to case. Paths: `metadata.name`, `metadata.uid` */
                filters?: string;
                /** @description `path=1` for ascending, `path=-1` for descending. Paths: `metadata.name`, `metadata.creationTimestamp` */
                orderBy?: string;
                /** @description Only these parts of each item, joined by commas, and its uid; everything else is left out, also what is there otherwise. Paths: `metadata.uid`, `metadata.name`, `metadata.annotations`, `metadata.labels`, `metadata.creationTimestamp`, `metadata.lastModifiedTimestamp`, `spec.permissions`, `spec.scope`, `spec.type`, `status.isEnabled`, and what stands above them */
                fields?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of roles */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RolesAnswer"];
                };
            };
            /** @description An error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
        };
    };
    v1RolesCreate: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes it safe to send the request again: within 24 hours the same key with the same body does nothing twice. A new random value for each thing to make, such as a UUID. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateRoleRequest"];
            };
        };
        responses: {
            /** @description Made */
            201: {
                headers: {
                    /** @description The audit entry of this change */
                    AuditUid?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UidAnswer"];
                };
            };
            /** @description An error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
        };
    };
    v1RolesUidGet: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The uid of what is meant */
                uid: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The role */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RoleAnswer"];
                };
            };
            /** @description An error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
        };
    };
    v1RolesUidUpdate: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The uid of what is meant */
                uid: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateRoleRequest"];
            };
        };
        responses: {
            /** @description Changed */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description An error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
        };
    };
    v1RolesUidDelete: {
        parameters: {
            query?: {
                /** @description true: take the role from everybody who holds it, instead of refusing */
                force?: "true" | "false";
            };
            header?: never;
            path: {
                /** @description The uid of what is meant */
                uid: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Deleted */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description An error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
        };
    };
    v1RolesClone: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes it safe to send the request again: within 24 hours the same key with the same body does nothing twice. A new random value for each thing to make, such as a UUID. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description The uid of what is meant */
                uid: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CloneRoleRequest"];
            };
        };
        responses: {
            /** @description Made */
            201: {
                headers: {
                    /** @description The audit entry of this change */
                    AuditUid?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UidAnswer"];
                };
            };
            /** @description An error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
        };
    };
    v1PermissionsList: {
        parameters: {
            query?: {
                /** @description Absent: `tenant`, the only scope that has any */
                scope?: "system" | "tenant" | "project" | "resource";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The catalogue */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PermissionGroup"][];
                };
            };
            /** @description An error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
        };
    };
    v1UsersMetadata: {
        parameters: {
            query?: {
                /** @description How many at most; 0 means all, up to 10,000 */
                limit?: number;
                /** @description The `listmeta.continue` of the page before */
                continue?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of people */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UsersMetadataAnswer"];
                };
            };
            /** @description An error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
        };
    };
    v1UsersSummaryGet: {
        parameters: {
            query?: {
                /** @description How many at most; 0 means all, up to 10,000 */
                limit?: number;
                /** @description The `listmeta.continue` of the page before */
                continue?: string;
                /** @description How many to skip; `continue` is the faster way, and the only one beyond 10,000 */
                offset?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UsersSummaryRequest"];
            };
        };
        responses: {
            /** @description A page of people */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UsersSummaryAnswer"];
                };
            };
            /** @description An error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
        };
    };
    v1UsersList: {
        parameters: {
            query?: {
                /** @description How many at most; 0 means all, up to 10,000 */
                limit?: number;
                /** @description The `listmeta.continue` of the page before */
                continue?: string;
                /** @description How many to skip; `continue` is the faster way, and the only one beyond 10,000 */
                offset?: number;
                /** @description `path=value`, more of them joined by `AND`. Values are compared without regard to case. Paths: `metadata.name`, `metadata.uid`, `spec.emailId` */
                filters?: string;
                /** @description `path=1` for ascending, `path=-1` for descending. Paths: `metadata.name`, `metadata.creationTimestamp` */
                orderBy?: string;
                /** @description Only these parts of each item, joined by commas, and its uid; everything else is left out, also what is there otherwise. Paths: `metadata.uid`, `metadata.name`, `metadata.annotations`, `metadata.labels`, `metadata.creationTimestamp`, `metadata.lastModifiedTimestamp`, `spec.emailId`, `spec.firstName`, `spec.lastName`, `spec.roles`, `status.isActive`, `status.isDisabled`, `status.isLocked`, `status.lockedUntil`, `status.isPasswordResetting`, `status.activationLink`, `status.passwordResetLink`, `status.lastSignIn`, and what stands above them */
                fields?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of users */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UsersAnswer"];
                };
            };
            /** @description An error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
        };
    };
    v1UsersCreate: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes it safe to send the request again: within 24 hours the same key with the same body does nothing twice. A new random value for each thing to make, such as a UUID. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateUserRequest"];
            };
        };
        responses: {
            /** @description Made */
            201: {
                headers: {
                    /** @description The audit entry of this change */
                    AuditUid?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UidAnswer"];
                };
            };
            /** @description An error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
        };
    };
    v1UsersInfoGet: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The caller */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserInfoAnswer"];
                };
            };
            /** @description An error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
        };
    };
    v1UsersUidGet: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The uid of what is meant */
                uid: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The user */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserAnswer"];
                };
            };
            /** @description An error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
        };
    };
    v1UsersUidUpdate: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The uid of what is meant */
                uid: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateUserRequest"];
            };
        };
        responses: {
            /** @description Changed */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description An error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
        };
    };
    v1UsersUidDelete: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The uid of what is meant */
                uid: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Deleted */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description An error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
        };
    };
    v1UsersUidPatch: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The uid of what is meant */
                uid: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PatchOperation"][];
                "application/json-patch+json": components["schemas"]["PatchOperation"][];
            };
        };
        responses: {
            /** @description Changed */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description An error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
        };
    };
    v1UsersUidState: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The uid of what is meant */
                uid: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UserStateRequest"];
            };
        };
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description An error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
        };
    };
    v1UsersUidUnlock: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The uid of what is meant */
                uid: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Not locked */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description An error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
        };
    };
    v1UsersUidRoles: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The uid of what is meant */
                uid: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The roles */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserRolesAnswer"];
                };
            };
            /** @description An error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
        };
    };
    v1UsersUidRolesUpdate: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The uid of what is meant */
                uid: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UserRolesRequest"];
            };
        };
        responses: {
            /** @description Set */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description An error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
        };
    };
    v1TenantsUserGet: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The uid of the organisation */
                tenantUid: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The oldest active administrator */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserAnswer"];
                };
            };
            /** @description An error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
        };
    };
    v1ProjectsMetadata: {
        parameters: {
            query?: {
                /** @description Only the project of this name */
                name?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The organisation itself, by the name that clients look for */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProjectsMetadataAnswer"];
                };
            };
            /** @description An error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
        };
    };
    v1UsersProjectRoles: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The uid of what is meant */
                uid: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description None */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProjectRolesAnswer"];
                };
            };
            /** @description An error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
        };
    };
    v1UsersWorkspaceGetRoles: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The uid of what is meant */
                uid: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description None */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProjectRolesAnswer"];
                };
            };
            /** @description An error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
        };
    };
    v1UsersUidResourceRoles: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The uid of what is meant */
                uid: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description None */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ResourceRolesAnswer"];
                };
            };
            /** @description An error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
        };
    };
    v1ApiKeysList: {
        parameters: {
            query?: {
                /** @description How many at most; 0 means all, up to 10,000 */
                limit?: number;
                /** @description The `listmeta.continue` of the page before */
                continue?: string;
                /** @description Keys of this owner only */
                userUid?: string;
                /** @description Keys in this state only */
                status?: "active" | "inactive" | "expired";
                /** @description Keys that expire before this instant */
                expiresBefore?: string;
                /** @description Part of the name, or of what is shown of a key: `lk_3fGh`, `9aZq` or `lk_3fGh...9aZq` */
                q?: string;
                /** @description A minus sign sorts from the far end; absent: newest first */
                orderBy?: "creationTimestamp" | "-creationTimestamp" | "name" | "-name" | "expiry" | "-expiry";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of keys */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiKeysAnswer"];
                };
            };
            /** @description An error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
        };
    };
    v1ApiKeysCreate: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes it safe to send the request again: within 24 hours the same key with the same body does nothing twice. A new random value for each thing to make, such as a UUID. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateApiKeyRequest"];
            };
        };
        responses: {
            /** @description Made */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CreateApiKeyAnswer"];
                };
            };
            /** @description An error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
        };
    };
    v1ApiKeysUidGet: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The uid of what is meant */
                uid: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The key */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiKeyAnswer"];
                };
            };
            /** @description An error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
        };
    };
    v1ApiKeysUidUpdate: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The uid of what is meant */
                uid: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateApiKeyRequest"];
            };
        };
        responses: {
            /** @description Changed */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description An error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
        };
    };
    v1ApiKeysUidDelete: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The uid of what is meant */
                uid: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Deleted */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description An error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
        };
    };
    v1ApiKeysUidActiveState: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The uid of what is meant */
                uid: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ApiKeyStateRequest"];
            };
        };
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description An error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
        };
    };
    v1ApiKeysUidState: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The uid of what is meant */
                uid: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ApiKeyStateRequest"];
            };
        };
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description An error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
        };
    };
    v1ApiKeysUidRotate: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The uid of what is meant */
                uid: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RotateApiKeyRequest"];
            };
        };
        responses: {
            /** @description Made */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CreateApiKeyAnswer"];
                };
            };
            /** @description An error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
        };
    };
    v1ApiKeysLeaked: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LeakedApiKeyRequest"];
            };
        };
        responses: {
            /** @description Noted */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description An error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
        };
    };
    v1ApiKeysUidReveal: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The uid of what is meant */
                uid: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The value that the key has now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RevealedApiKeyAnswer"];
                };
            };
            /** @description An error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
        };
    };
    v1Authenticate: {
        parameters: {
            query?: {
                /** @description `false`: no session cookie is set. Absent: one is */
                setCookie?: "true" | "false";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AuthenticateRequest"];
            };
        };
        responses: {
            /** @description The authorization token */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserTokenAnswer"];
                };
            };
            /** @description An error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
        };
    };
    v1AuthRefresh: {
        parameters: {
            query?: {
                /** @description `false`: no session cookie is set. Absent: one is */
                setCookie?: "true" | "false";
            };
            header?: never;
            path: {
                /** @description A token that is still valid */
                token: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A new token of the same session */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserTokenAnswer"];
                };
            };
            /** @description An error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
        };
    };
    v1AuthRefreshPost: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A new token of the same session */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserTokenAnswer"];
                };
            };
            /** @description An error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
        };
    };
    v1AuthSession: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A token of the session */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserTokenAnswer"];
                };
            };
            /** @description An error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
        };
    };
    v1AuthLogout: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Logged out */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description An error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
        };
    };
    v1UsersAuthTokensRevoke: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RevokeTokensRequest"];
            };
        };
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description An error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
        };
    };
    v1AuthSessionsList: {
        parameters: {
            query?: {
                /** @description Whose; absent: your own */
                userUid?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The sessions, newest first */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionsAnswer"];
                };
            };
            /** @description An error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
        };
    };
    v1AuthSessionsDelete: {
        parameters: {
            query?: {
                /** @description Whose; absent: your own */
                userUid?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Ended */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description An error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
        };
    };
    v1AuthSessionsUidDelete: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The uid of what is meant */
                uid: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Ended */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description An error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
        };
    };
    v1PasswordActivate: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description What stands behind `#token=` in the link */
                passwordToken: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PasswordRequest"];
            };
        };
        responses: {
            /** @description Set; log in now */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description An error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
        };
    };
    v1PasswordReset: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description What stands behind `#token=` in the link */
                passwordToken: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PasswordRequest"];
            };
        };
        responses: {
            /** @description Set; log in now */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description An error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
        };
    };
    v1PasswordResetRequest: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ResetRequest"];
            };
        };
        responses: {
            /** @description Noted */
            204: {
                headers: {
                    /** @description The audit entry of this change */
                    AuditUid?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description An error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
        };
    };
    V1UsersPasswordChange: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangePasswordByEmailRequest"];
            };
        };
        responses: {
            /** @description Changed; log in now */
            204: {
                headers: {
                    /** @description The audit entry of this change */
                    AuditUid?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description An error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
        };
    };
    v1UsersUidPasswordChange: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The uid of what is meant */
                uid: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangePasswordRequest"];
            };
        };
        responses: {
            /** @description Changed */
            204: {
                headers: {
                    /** @description The audit entry of this change */
                    AuditUid?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description An error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
        };
    };
    v1UsersEmailPasswordReset: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ResetRequest"];
            };
        };
        responses: {
            /** @description Started */
            204: {
                headers: {
                    /** @description The audit entry of this change */
                    AuditUid?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description An error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
        };
    };
    v1UsersUidPasswordReset: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The uid of what is meant */
                uid: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Started */
            204: {
                headers: {
                    /** @description The audit entry of this change */
                    AuditUid?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description An error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
        };
    };
    v1AuthOrg: {
        parameters: {
            query?: {
                /** @description The organisation */
                orgName?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The way in */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LoginMethodAnswer"];
                };
            };
            /** @description An error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
        };
    };
    V1AuthOrgs: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One organisation */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrganizationsAnswer"];
                };
            };
            /** @description An error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
        };
    };
    V1AuthUserOrgForgot: {
        parameters: {
            query: {
                /** @description The e-mail address of the user */
                emailId: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Noted */
            204: {
                headers: {
                    /** @description The audit entry of this change */
                    AuditUid?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description An error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
        };
    };
    jwks: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A JSON Web Key Set (RFC 7517) */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JwksAnswer"];
                };
            };
            /** @description An error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
        };
    };
    verifyRequest: {
        parameters: {
            query?: {
                /** @description What the roles of the holder must allow, such as `apiKey.list AND (user.get OR audit.get)`; given more than once, all of it */
                permission?: string[];
            };
            header?: {
                /** @description The address that the client asked for */
                "X-Original-URI"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The credential counts */
            200: {
                headers: {
                    "X-Auth-User-Uid"?: string;
                    "X-Auth-Tenant-Uid"?: string;
                    "X-Auth-Org"?: string;
                    "X-Auth-Email"?: string;
                    "X-Auth-Key-Uid"?: string;
                    "X-Auth-Permissions"?: string;
                    "X-Auth-Expires"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    verifyApiKeys: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["VerifyKeysRequest"];
            };
        };
        responses: {
            /** @description What became of the key, or of each of the keys */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["KeyVerification"] | components["schemas"]["KeyVerifications"];
                };
            };
            /** @description An error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
        };
    };
    introspectToken: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/x-www-form-urlencoded": components["schemas"]["IntrospectRequest"];
            };
        };
        responses: {
            /** @description What it is worth */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IntrospectionAnswer"];
                };
            };
            /** @description An error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
        };
    };
    exchangeToken: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/x-www-form-urlencoded": components["schemas"]["TokenRequest"];
            };
        };
        responses: {
            /** @description The token */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TokenAnswer"];
                };
            };
            /** @description An error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
        };
    };
    serverMetadata: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The metadata of the authorization server */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ServerMetadataAnswer"];
                };
            };
            /** @description An error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
        };
    };
    v1Setup: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SetupRequest"];
            };
        };
        responses: {
            /** @description Set up; log in now */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SetupAnswer"];
                };
            };
            /** @description An error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
        };
    };
    healthLive: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HealthAnswer"];
                };
            };
            /** @description An error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
        };
    };
    healthReady: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It should */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HealthAnswer"];
                };
            };
            /** @description An error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorAnswer"];
                };
            };
        };
    };
}
