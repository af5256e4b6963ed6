//! Clouds, Kubernetes and storage.

use crate::credentials::field::Requirement::{NotAsked, OnForms, Optional, Required, With};
use crate::credentials::field::{Field, FieldSpec, Format, Wire};

const ASSUME_ROLE: FieldSpec = FieldSpec::text(
    "aws-assume-role",
    "assumeRoleArn",
    "Assume role",
    Required("Enter the ARN of the role."),
)
.of(Format::RoleArn)
.example("arn:aws:iam::123456789012:role/seqera");

pub(super) const AWS_KEYS: &[FieldSpec] = &[
    FieldSpec::text(
        "aws-access-key",
        "accessKey",
        "Access key",
        Required("Enter the id of the access key."),
    )
    .of(Format::AccessKeyId)
    .help("The id of a long-lived access key of an IAM user. It is no secret.")
    .example("AKIAIOSFODNN7EXAMPLE"),
    FieldSpec::secret(
        "aws-secret-key",
        "secretKey",
        "Secret key",
        Required("Enter the secret access key."),
    )
    .of(Format::SecretAccessKey)
    .help("AWS shows it once, when the key is made."),
    ASSUME_ROLE
        .but(Optional)
        .help("The role that is assumed with the key, where there is one."),
];

const EXTERNAL_ID: FieldSpec = FieldSpec::switch(
    "aws-external-id",
    Wire::Query("useExternalId"),
    "Generate External ID",
    "true",
);

pub(super) const AWS_ROLE: &[FieldSpec] = &[
    ASSUME_ROLE.help("The role that Platform assumes. Its trust policy names Platform."),
    EXTERNAL_ID.help(
        "Platform makes an id that the trust policy of the role asks for, so that nobody else \
         can have the role assumed. Seqera’s cloud refuses a role without one.",
    ),
];

/// The description of 26.2's API is not published. Terraform's provider has the role of a workload
/// identity in `assume_role_arn`, as any other role.
pub(super) const AWS_WORKLOAD_IDENTITY: &[FieldSpec] =
    &[ASSUME_ROLE.help("The role whose trust policy names Platform as identity provider.")];

const BATCH_NAME: FieldSpec = FieldSpec::text(
    "azure-batch-name",
    "batchName",
    "Batch account name",
    Required("Enter the name of the Batch account."),
);

const STORAGE_NAME: FieldSpec = FieldSpec::text(
    "azure-storage-name",
    "storageName",
    "Blob Storage account name",
    Required("Enter the name of the Storage account."),
);

const BATCH_KEY: FieldSpec = FieldSpec::secret(
    "azure-batch-key",
    "batchKey",
    "Batch account key",
    With(
        "Enter the key of the Batch account.",
        Field::Key("azure-batch-name"),
    ),
);

const STORAGE_KEY: FieldSpec = FieldSpec::secret(
    "azure-storage-key",
    "storageKey",
    "Blob Storage account key",
    Required("Enter the key of the Storage account."),
);

pub(super) const AZURE_SHARED_KEY: &[FieldSpec] = &[
    BATCH_NAME
        .but(With(
            "Enter the name of the Batch account too.",
            Field::Key("azure-batch-key"),
        ))
        .help("For Azure Batch. Not needed where only data is read."),
    BATCH_KEY,
    STORAGE_NAME,
    STORAGE_KEY,
];

const TENANT: FieldSpec = FieldSpec::text(
    "azure-tenant-id",
    "tenantId",
    "Tenant ID",
    Required("Enter the ID of the tenant."),
)
.of(Format::Uuid)
.help("The directory of the application, in its overview in the Azure portal.");

const CLIENT: FieldSpec = FieldSpec::text(
    "azure-client-id",
    "clientId",
    "Client ID",
    Required("Enter the ID of the application."),
)
.of(Format::Uuid)
.help("The application (client) ID, in the same overview.");

const CLIENT_SECRET: FieldSpec = FieldSpec::secret(
    "azure-client-secret",
    "clientSecret",
    "Client secret",
    Required("Enter the value of the client secret."),
)
.of(Format::ClientSecret)
.help("The value of the secret, not its ID. Azure shows it once, and it runs out.");

pub(super) const AZURE_ENTRA: &[FieldSpec] = &[
    BATCH_NAME,
    STORAGE_NAME,
    TENANT,
    CLIENT,
    CLIENT_SECRET,
    BATCH_KEY.but(NotAsked),
    STORAGE_KEY.but(NotAsked),
];

pub(super) const AZURE_CLOUD: &[FieldSpec] = &[
    FieldSpec::text(
        "azure-subscription-id",
        "subscriptionId",
        "Subscription ID",
        Required("Enter the ID of the subscription."),
    )
    .of(Format::Uuid),
    TENANT,
    CLIENT,
    CLIENT_SECRET,
    STORAGE_NAME,
    STORAGE_KEY.but(NotAsked),
    BATCH_NAME.but(NotAsked),
    BATCH_KEY.but(NotAsked),
];

pub(super) const GOOGLE_KEY: &[FieldSpec] = &[FieldSpec::secret_lines(
    "google-key",
    "data",
    "Service account key",
    Required("Enter the key of the service account, or drop its file here."),
)
.of(Format::ServiceAccountKey)
.help("The whole JSON file that Google Cloud offers when the key is made.")];

pub(super) const GOOGLE_WORKLOAD_IDENTITY: &[FieldSpec] = &[
    FieldSpec::text(
        "google-workload-identity-provider",
        "workloadIdentityProvider",
        "Workload identity provider",
        Required("Enter the full name of the workload identity provider."),
    )
    .of(Format::WorkloadIdentityProvider)
    .help("Its full name, with the number of the project.")
    .example(
        "projects/123456789/locations/global/workloadIdentityPools/my-pool/providers/my-provider",
    ),
    FieldSpec::text(
        "google-service-account-email",
        "serviceAccountEmail",
        "Service account e-mail",
        Required("Enter the e-mail address of the service account."),
    )
    .of(Format::ServiceAccountEmail)
    .example("seqera@my-project.iam.gserviceaccount.com"),
    FieldSpec::text(
        "google-token-audience",
        "tokenAudience",
        "Token audience",
        Optional,
    )
    .help("Only where the provider asks for an audience of its own."),
];

pub(super) const KUBERNETES_TOKEN: &[FieldSpec] = &[FieldSpec::secret_lines(
    "k8s-token",
    "token",
    "Service account token",
    Required("Enter the token of the service account."),
)
.help("A token that lasts: those of kubectl create token usually end after an hour.")];

pub(super) const KUBERNETES_CERTIFICATE: &[FieldSpec] = &[
    FieldSpec::text(
        "k8s-certificate",
        "certificate",
        "Client certificate",
        Required("Enter the client certificate, or drop its file here."),
    )
    .in_lines()
    .of(Format::Certificate)
    .help("In PEM, with its BEGIN and END lines."),
    FieldSpec::secret_lines(
        "k8s-private-key",
        "privateKey",
        "Client key",
        Required("Enter the key of the certificate, or drop its file here."),
    )
    .of(Format::PrivateKey)
    .help("In PEM, with its BEGIN and END lines."),
];

pub(super) const S3: &[FieldSpec] = &[
    FieldSpec::text(
        "s3-access-key",
        "accessKey",
        "Access key",
        Required("Enter the id of the access key."),
    ),
    FieldSpec::secret(
        "s3-secret-key",
        "secretKey",
        "Secret key",
        Required("Enter the secret key."),
    ),
    FieldSpec::base_url(
        "s3-base-url",
        "Server base URL",
        OnForms("Enter the address of the storage, for instance https://minio.example.org."),
    )
    .help("The address of the storage’s S3 API, without a bucket.")
    .example("https://minio.example.org"),
    FieldSpec::switch(
        "s3-path-style",
        Wire::Key("pathStyleAccessEnabled"),
        "Path-style access",
        "false",
    )
    .help("Buckets stand in the path, not in the host: MinIO and its like usually need it."),
];
