use super::*;
use crate::login;
use crate::secret::Secret;
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

const PASSWORD: &str = "s3cr3t-Pw-4711";

/// What each login of a text offers, as registry, user name and password; empty for nothing.
fn logins(text: &str) -> Vec<(String, String, String)> {
    let pasted = login::read(&text.replace("PW", PASSWORD));
    let entries = pasted.map(|pasted| pasted.entries).unwrap_or_default();
    entries
        .iter()
        .map(|entry| {
            (
                entry.registry.get().cloned().unwrap_or_default(),
                entry.user_name.get().cloned().unwrap_or_default(),
                entry
                    .password
                    .get()
                    .map(Secret::expose)
                    .unwrap_or_default()
                    .to_owned(),
            )
        })
        .collect()
}

/// Each text has one login with the password.
#[track_caller]
fn give(cases: &[(&str, &str, &str)]) {
    for (registry, user, text) in cases {
        let expected = vec![(
            (*registry).to_owned(),
            (*user).to_owned(),
            PASSWORD.to_owned(),
        )];
        assert_eq!(logins(text), expected, "{text}");
    }
}

#[test]
fn yaml_of_pipelines_gives_its_login() {
    give(&[
        (
            "ghcr.io",
            "bio-bot",
            "- uses: docker/login-action@v3\n  with:\n    registry: ghcr.io\n    username: bio-bot\n    password: PW\n",
        ),
        (
            "docker.io",
            "biobot",
            "jobs:\n  build:\n    steps:\n      - name: Log in\n        uses: docker/login-action@v2\n        with:\n          username: biobot\n          password: PW\n",
        ),
        (
            "ghcr.io",
            "bio-bot",
            "env:\n  REGISTRY: ghcr.io\njobs:\n  push:\n    steps:\n      - uses: docker/login-action@v3\n        with:\n          registry: ${{ env.REGISTRY }}\n          username: bio-bot\n          password: PW\n",
        ),
        (
            "quay.io",
            "acme+ci",
            "- uses: docker/login-action@v3\n  with:\n    registry-auth: |\n      - registry: quay.io\n        username: acme+ci\n        password: PW\n",
        ),
        (
            "quay.io",
            "acme+ci",
            "docker:\n  - image: quay.io/acme/builder:1\n    auth:\n      username: acme+ci\n      password: PW\n",
        ),
        (
            "docker.io",
            "biobot",
            "docker:\n  - image: acme/builder:1\n    auth:\n      username: biobot\n      password: PW\n",
        ),
        (
            "quay.io",
            "acme+ci",
            "login: &login\n  username: acme+ci\n  passphrase_hint: none\ndocker:\n  - image: quay.io/acme/b\n    auth:\n      <<: *login\n      password: PW\n",
        ),
        (
            "harbor.acme.example",
            "robot$acme+ci",
            "steps:\n  - name: publish\n    image: plugins/docker\n    settings:\n      registry: harbor.acme.example\n      repo: harbor.acme.example/acme/tool\n      username: robot$acme+ci\n      password: PW\n",
        ),
    ]);
}

#[test]
fn yaml_and_json_of_clusters_and_tools_give_their_login() {
    give(&[
        (
            "registry.acme.example:5000",
            "bio-bot",
            "mirrors:\n  docker.io:\n    endpoint: [\"https://mirror.acme.example\"]\nconfigs:\n  \"registry.acme.example:5000\":\n    auth:\n      username: bio-bot\n      password: PW\n",
        ),
        (
            "registry.acme.example",
            "bio-bot",
            "configs:\n  registry.acme.example:\n    auth:\n      auth: YmlvLWJvdDpzM2NyM3QtUHctNDcxMQ==\n",
        ),
        (
            "acmereg.azurecr.io",
            "bio-bot",
            "properties:\n  imageRegistryCredentials:\n  - server: acmereg.azurecr.io\n    username: bio-bot\n    password: PW\n",
        ),
        (
            "quay.io",
            "bio-bot",
            "imageCredentials:\n  registry: quay.io\n  username: bio-bot\n  password: PW\n",
        ),
        (
            "ghcr.io",
            "bio-bot",
            "image:\n  repository: ghcr.io/acme/app\n  tag: \"1.2\"\nregistryCredentials:\n  username: bio-bot\n  password: \"PW\"\n",
        ),
        (
            "registry.acme.example",
            "bio-bot",
            "hostRules:\n  - matchHost: https://registry.acme.example\n    hostType: docker\n    username: bio-bot\n    password: PW\n",
        ),
        (
            "ghcr.io",
            "bio-bot",
            "version: 2\nregistries:\n  ghcr:\n    type: docker-registry\n    url: https://ghcr.io\n    username: bio-bot\n    password: PW\n",
        ),
        (
            "quay.io",
            "acme+ci",
            "credentials:\n  - type: container-reg\n    name: quay-pull\n    username: acme+ci\n    password: PW\n    registry: quay.io\n",
        ),
        (
            "harbor.acme.example",
            "bio-bot",
            "apiVersion: v1\nkind: Secret\nstringData:\n  url: harbor.acme.example\n  username: bio-bot\n  password: PW\n",
        ),
        (
            "quay.io",
            "acme+ci",
            "services:\n  pull:\n    environment:\n      REGISTRY_URL: https://quay.io/v2/\n      REGISTRY_USER: acme+ci\n      REGISTRY_PASSWORD: PW\n",
        ),
        (
            "nvcr.io",
            "$oauthtoken",
            "registry: nvcr.io\nusername: $oauthtoken\npassword: PW # the key\n",
        ),
        (
            "harbor.acme.example",
            "robot$acme+ci",
            "registry:\n  host: harbor.acme.example\n  username: 'robot$$acme+ci'\n  password: 'PW'\n",
        ),
        (
            "acme.jfrog.io",
            "jane.doe@acme.example",
            "{\"registry\": \"acme.jfrog.io\", \"username\": \"jane.doe@acme.example\", \"password\": \"PW\"}",
        ),
        (
            "acmereg.azurecr.io",
            "pull-token",
            "[{\"name\": \"DOCKER_REGISTRY_SERVER_URL\", \"value\": \"https://acmereg.azurecr.io\"}, {\"name\": \"DOCKER_REGISTRY_SERVER_USERNAME\", \"value\": \"pull-token\"}, {\"name\": \"DOCKER_REGISTRY_SERVER_PASSWORD\", \"value\": \"PW\"}]",
        ),
        (
            "registry.acme.example",
            "bio-bot",
            "{\"registries\": [{\"address\": \"registry.acme.example\", \"login\": \"bio-bot\", \"secret\": \"PW\"}]}",
        ),
    ]);
}

#[test]
fn toml_gives_the_login_of_its_tables() {
    give(&[
        (
            "registry.acme.example",
            "bio-bot",
            "version = 2\n[plugins.\"io.containerd.grpc.v1.cri\".registry.configs.\"registry.acme.example\".auth]\n  username = \"bio-bot\"\n  password = \"PW\"\n",
        ),
        (
            "quay.io",
            "acme+ci",
            "[plugins.'io.containerd.cri.v1.images'.registry.configs.'quay.io'.auth]\nusername = 'acme+ci'\npassword = 'PW'\n",
        ),
        (
            "quay.io",
            "bio-bot",
            "[plugins.\"io.containerd.grpc.v1.cri\".registry.configs.\"quay.io\".auth]\n  auth = \"YmlvLWJvdDpzM2NyM3QtUHctNDcxMQ==\"\n",
        ),
        (
            "registry.acme.example",
            "bio-bot",
            "server = \"https://registry.acme.example\"\n[host.\"https://registry.acme.example\"]\n  capabilities = [\"pull\", \"resolve\"]\n  [host.\"https://registry.acme.example\".header]\n    authorization = \"Basic YmlvLWJvdDpzM2NyM3QtUHctNDcxMQ==\"\n",
        ),
        (
            "ghcr.io",
            "bio-bot",
            "[registry]\nserver = \"ghcr.io\"\ncredentials = { username = \"bio-bot\", password = \"PW\" }\n",
        ),
        (
            "quay.io",
            "acme+ci",
            "[registries.quay]\nlocation = \"quay.io\"\nusername = \"acme+ci\"\npassword = \"PW\"\n",
        ),
        (
            "harbor.acme.example",
            "robot$acme+ci",
            "[[registry]]\nhost = \"harbor.acme.example\"\nusername = \"robot$acme+ci\"\npassword = \"PW\"\n",
        ),
    ]);
}

#[test]
fn tables_of_one_name_are_a_login_each() {
    let text = "[[registry]]\nhost = \"quay.io\"\nusername = \"a\"\npassword = \"PW\"\n\
                [[registry]]\nhost = \"ghcr.io\"\nusername = \"b\"\npassword = \"PW\"\n";
    let hosts: Vec<_> = logins(text)
        .into_iter()
        .map(|(host, user, _)| host + &user)
        .collect();
    assert_eq!(hosts, ["quay.ioa", "ghcr.iob"]);
}

#[test]
fn blocks_of_groovy_and_terraform_give_their_login() {
    give(&[
        (
            "acmereg.azurecr.io",
            "pull-token",
            "azure {\n    registry {\n        server = 'acmereg.azurecr.io'\n        userName = 'pull-token'\n        password = 'PW'\n    }\n}\n",
        ),
        (
            "docker.io",
            "biobot",
            "azure {\n    registry {\n        userName = 'biobot'\n        password = 'PW'\n    }\n}\n",
        ),
        (
            "acmereg.azurecr.io",
            "pull-token",
            "azure.registry.server = 'acmereg.azurecr.io'\nazure.registry.userName = 'pull-token'\nazure.registry.password = 'PW'\n",
        ),
        (
            "ghcr.io",
            "bio-bot",
            "jib {\n  to {\n    image = 'ghcr.io/acme/app'\n    auth {\n      username = 'bio-bot'\n      password = 'PW'\n    }\n  }\n}\n",
        ),
        (
            "harbor.acme.example",
            "robot$acme",
            "docker {\n  registryCredentials {\n    url 'https://harbor.acme.example'\n    username 'robot$acme'\n    password 'PW'\n  }\n}\n",
        ),
        (
            "registry.acme.example",
            "bio-bot",
            "provider \"docker\" {\n  registry_auth {\n    address  = \"registry.acme.example\"\n    username = \"bio-bot\"\n    password = \"PW\"\n  }\n}\n",
        ),
        (
            "quay.io",
            "acme+ci",
            "resource \"seqera_container_registry_credential\" \"quay\" {\n  name = \"quay\"\n  registry = \"quay.io\"\n  user_name = \"acme+ci\"\n  password = \"PW\"\n}\n",
        ),
    ]);
}

#[test]
fn variables_of_an_environment_give_their_login() {
    give(&[
        (
            "nvcr.io",
            "$oauthtoken",
            "export APPTAINER_DOCKER_USERNAME='$oauthtoken'\nexport APPTAINER_DOCKER_PASSWORD='PW'\napptainer pull docker://nvcr.io/acme/pytorch:24.01\n",
        ),
        (
            "quay.io",
            "acme+ci",
            "#!/bin/bash\n#SBATCH --time=1:00\nexport SINGULARITY_DOCKER_USERNAME=acme+ci\nexport SINGULARITY_DOCKER_PASSWORD=PW\nsingularity exec docker://quay.io/acme/tool:1 tool\n",
        ),
        (
            "",
            "acme+ci",
            "export SINGULARITY_DOCKER_USERNAME=acme+ci SINGULARITY_DOCKER_PASSWORD=PW",
        ),
        (
            "",
            "new",
            "export SINGULARITY_DOCKER_USERNAME=old\nexport SINGULARITY_DOCKER_PASSWORD=old-Pw-1\nexport APPTAINER_DOCKER_USERNAME=new\nexport APPTAINER_DOCKER_PASSWORD=PW\n",
        ),
        (
            "",
            "acme",
            "export CH_IMAGE_USERNAME=acme\nexport CH_IMAGE_PASSWORD=PW\n",
        ),
        (
            "ghcr.io",
            "bio-bot",
            "REGISTRY=ghcr.io\nREGISTRY_USER=bio-bot\nREGISTRY_PASSWORD=PW\n",
        ),
        (
            "quay.io",
            "acme+ci",
            "# registry\r\nREGISTRY_HOST=\"quay.io\"\r\nREGISTRY_USERNAME=\"acme+ci\"\r\nREGISTRY_TOKEN=\"PW\"\r\n",
        ),
        (
            "docker.io",
            "biobot",
            "DOCKERHUB_USERNAME=biobot\nDOCKERHUB_TOKEN=PW\n",
        ),
        (
            "docker.io",
            "biobot",
            "DOCKER_HUB_USER=biobot\nDOCKER_HUB_PASS=PW\n",
        ),
        (
            "ghcr.io",
            "bio-bot",
            "export GHCR_USER=bio-bot\nexport GHCR_TOKEN=PW\n",
        ),
        ("", "biobot", "DOCKER_USERNAME=biobot\nDOCKER_PASSWORD=PW\n"),
        (
            "",
            "biobot",
            "services:\n  watchtower:\n    environment:\n      - REPO_USER=biobot\n      - REPO_PASS=PW\n",
        ),
        ("", "biobot", "REPO_USER=biobot\nREPO_PASS=PW\n"),
        (
            "acmereg.azurecr.io",
            "pull-token",
            "DOCKER_REGISTRY_SERVER_URL=https://acmereg.azurecr.io\nDOCKER_REGISTRY_SERVER_USERNAME=pull-token\nDOCKER_REGISTRY_SERVER_PASSWORD=PW\n",
        ),
        (
            "quay.io",
            "acme+ci",
            "$env:REGISTRY = 'quay.io'\n$env:REGISTRY_USER = 'acme+ci'\n$env:REGISTRY_PASSWORD = 'PW'\n",
        ),
        (
            "quay.io",
            "acme+ci",
            "setenv REGISTRY quay.io\nsetenv REGISTRY_USER acme+ci\nsetenv REGISTRY_PASSWORD PW\n",
        ),
        (
            "quay.io",
            "acme+ci",
            "FROM scratch\nENV REGISTRY=quay.io\nENV REGISTRY_USER acme+ci\nENV REGISTRY_PASSWORD=PW\n",
        ),
    ]);
}

#[test]
fn a_file_of_settings_gives_its_login() {
    give(&[
        (
            "quay.io",
            "acme+ci",
            "[registry]\nserver = quay.io\nuser = acme+ci\npassword = PW\n",
        ),
        (
            "quay.io",
            "acme+ci",
            "; pull\n[quay.io]\nusername=acme+ci\npassword=PW\n",
        ),
        (
            "ghcr.io",
            "bio-bot",
            "registry.url = https://ghcr.io\nregistry.username = bio-bot\nregistry.password = PW\n",
        ),
        (
            "quay.io",
            "acme+ci",
            "Registry: quay.io\nUsername: acme+ci\nPassword: PW\n",
        ),
    ]);
}

#[test]
fn options_of_commands_give_their_login() {
    give(&[
        (
            "quay.io",
            "bio-bot",
            "crictl pull --creds bio-bot:PW quay.io/acme/my_app:latest",
        ),
        (
            "quay.io",
            "bio-bot",
            "skopeo inspect --creds=bio-bot:PW docker://quay.io/acme/tool:1",
        ),
        (
            "quay.io",
            "bio-bot",
            "crictl pull --auth YmlvLWJvdDpzM2NyM3QtUHctNDcxMQ== quay.io/acme/tool",
        ),
        (
            "acmereg.azurecr.io",
            "pull-token",
            "az containerapp registry set -n app -g rg --server acmereg.azurecr.io --username pull-token --password PW",
        ),
        (
            "ghcr.io",
            "bio-bot",
            "skopeo copy --src-creds bio-bot:PW docker://ghcr.io/acme/tool:1 docker://quay.io/acme/tool:1",
        ),
        (
            "quay.io",
            "bio-bot",
            "skopeo copy --dest-creds bio-bot:PW docker://ghcr.io/acme/tool:1 docker://quay.io/acme/tool:1",
        ),
        (
            "docker.io",
            "bio-bot",
            "podman pull --creds bio-bot:PW acme/tool:1",
        ),
        (
            "registry.acme.example:5000",
            "bio-bot",
            "sudo ctr images pull --user bio-bot:PW registry.acme.example:5000/acme/tool:1",
        ),
        (
            "ghcr.io",
            "bio-bot",
            "oras pull -u bio-bot -p PW ghcr.io/acme/data:1",
        ),
        (
            "quay.io",
            "bio-bot",
            "buildah push --creds bio-bot:PW localhost/tool docker://quay.io/acme/tool:1",
        ),
        (
            "quay.io",
            "bio-bot",
            "apptainer pull --docker-username bio-bot --docker-password PW tool.sif docker://quay.io/acme/tool:1",
        ),
        (
            "acmereg.azurecr.io",
            "pull-token",
            "az container create -g rg -n job --image acmereg.azurecr.io/tool:1 --registry-login-server acmereg.azurecr.io --registry-username pull-token --registry-password PW",
        ),
        (
            "acmereg.azurecr.io",
            "pull-token",
            "az containerapp create --name app --registry-server acmereg.azurecr.io --registry-username pull-token --registry-password PW",
        ),
        (
            "acmereg.azurecr.io",
            "pull-token",
            "az webapp config container set --name app --container-registry-url https://acmereg.azurecr.io --container-registry-user pull-token --container-registry-password PW",
        ),
        (
            "acmereg.azurecr.io",
            "pull-token",
            "az acr login -n AcmeReg -u pull-token -p PW",
        ),
        (
            "registry.acme.example",
            "bio-bot",
            "before_script:\n  - docker login -u bio-bot -p PW registry.acme.example\n",
        ),
        (
            "cgr.dev",
            "45a0c61e6ea977f0/d1e2f3a4b5c6d7e8",
            "docker login \"cgr.dev\" --username \"45a0c61e6ea977f0/d1e2f3a4b5c6d7e8\" --password \"PW\"",
        ),
    ]);
    let both = logins(
        "skopeo copy --src-creds a:PW --dest-creds b:PW docker://ghcr.io/x/y docker://quay.io/x/y",
    );
    let hosts: Vec<_> = both
        .into_iter()
        .map(|(host, user, _)| host + &user)
        .collect();
    assert_eq!(hosts, ["ghcr.ioa", "quay.iob"]);
}

#[test]
fn a_user_name_is_freed_of_the_language_around_it() {
    for text in [
        "helm registry login harbor.acme.example -u 'robot\\$acme+ci' -p PW",
        "kubectl create secret docker-registry x --docker-server=harbor.acme.example --docker-username=\"robot\\$acme+ci\" --docker-password=PW",
        "registry: harbor.acme.example\nusername: robot$$acme+ci\npassword: PW\n",
        "registry: harbor.acme.example\nusername: robot\\$acme+ci\npassword: PW\n",
        "registry: harbor.acme.example\nusername: robot%24acme%2Bci\npassword: PW\n",
    ] {
        let expected = ("harbor.acme.example", "robot$acme+ci", PASSWORD);
        let found = logins(text);
        let found: Vec<_> = found.iter().map(|(a, b, c)| (&**a, &**b, &**c)).collect();
        assert_eq!(found, [expected], "{text}");
    }
    let guessed = login::read("helm registry login quay.io -u 'robot\\$acme' -p s3cr3t-Pw-4711");
    let entry = &guessed.unwrap().entries[0];
    assert!(entry.user_name.is_guess());
    assert_eq!(entry.findings(None).len(), 1, "and that is said");
}

#[test]
fn what_stands_in_place_of_a_value_is_never_filled_in() {
    for text in [
        "- uses: docker/login-action@v3\n  with:\n    registry: ghcr.io\n    username: bio-bot\n    password: ${{ secrets.GHCR_TOKEN }}\n",
        "- uses: docker/login-action@v3\n  with: { registry: ghcr.io, username: bio-bot, password: \"${{ secrets.X }}\" }\n",
        "imageCredentials:\n  registry: ghcr.io\n  username: bio-bot\n  password: {{ .Values.password }}\n",
        "registry: ghcr.io\nusername: bio-bot\npassword: $GHCR_TOKEN\n",
        "registry: ghcr.io\nusername: bio-bot\npassword: ((ghcr-token))\n",
        "registry: ghcr.io\nusername: bio-bot\npassword: <token>\n",
        "registry: ghcr.io\nusername: bio-bot\npassword: xxxxxxxx\n",
        "registry: ghcr.io\nusername: bio-bot\npassword: ghp_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\n",
        "registry: ghcr.io\nusername: bio-bot\npassword: YOUR_TOKEN\n",
        "registry: ghcr.io\nusername: bio-bot\npassword: REDACTED\n",
        "registry: ghcr.io\nusername: bio-bot\npassword: password\n",
        "registry: ghcr.io\nusername: bio-bot\npassword: !Ref Token\n",
        "settings:\n  registry: ghcr.io\n  username: bio-bot\n  password:\n    from_secret: ghcr\n",
        "REGISTRY=ghcr.io\nREGISTRY_USER=bio-bot\nREGISTRY_PASSWORD=$(cat token)\n",
        "azure { registry { server = 'ghcr.io'; userName = 'bio-bot'; password = secrets.TOKEN } }",
        "azure { registry { server = 'ghcr.io'; userName = 'bio-bot'; password = System.getenv('T') } }",
        "azure { registry { server = 'ghcr.io'; userName = 'bio-bot'; password = \"${params.t}\" } }",
        "docker login -u bio-bot -p xxxxxx ghcr.io",
        "docker login -u bio-bot -p ghp_your_token_here ghcr.io",
        "crictl pull --creds bio-bot:$TOKEN ghcr.io/acme/tool",
        "crictl pull --creds bio-bot ghcr.io/acme/tool",
        "{\"auths\":{\"ghcr.io\":{\"username\":\"bio-bot\",\"password\":\"<token>\"}}}",
        "machine ghcr.io login bio-bot password ********",
    ] {
        let expected = ("ghcr.io".to_owned(), "bio-bot".to_owned(), String::new());
        assert_eq!(logins(text), [expected], "{text}");
        let pasted = login::read(text).unwrap();
        assert!(pasted.entries[0].password.reason().is_some(), "{text}");
    }
}

#[test]
fn a_user_name_or_a_host_that_is_none_stays_out_with_the_reason() {
    let text = "registry: <registry name>.azurecr.io\nusername: ${{ github.actor }}\npassword: s3cr3t-Pw-4711\n";
    let entry = &login::read(text).unwrap().entries[0];
    assert_eq!(entry.registry, Value::Missing(Reason::Placeholder));
    assert_eq!(entry.user_name, Value::Missing(Reason::Reference));
    assert!(entry.password.get().is_some());
}

#[test]
fn logins_for_something_else_are_left_alone() {
    for text in [
        "services:\n  db:\n    image: postgres:16\n    environment:\n      POSTGRES_USER: acme\n      POSTGRES_PASSWORD: PW\n",
        "database:\n  host: db.acme.example\n  username: acme\n  password: PW\n",
        "MYSQL_USER=acme\nMYSQL_PASSWORD=PW\n",
        "smtp:\n  host: mail.acme.example\n  user: acme\n  password: PW\n",
        "spring.datasource.username=acme\nspring.datasource.password=PW\n",
        "resource \"aws_db_instance\" \"x\" {\n  username = \"acme\"\n  password = \"PW\"\n}\n",
        "tower {\n  accessToken = 'PW'\n  endpoint = 'https://tower.acme.example/api'\n}\n",
        "APPTAINERENV_DOCKER_USERNAME=acme\nAPPTAINERENV_DOCKER_PASSWORD=PW\n",
        "image_pull_secrets: [dockerconfig]\nsteps:\n  - name: build\n    image: quay.io/acme/tool\n",
        "process {\n  container = 'quay.io/acme/tool:1'\n  memory = 4.GB\n}\n",
        "wave {\n  enabled = true\n  build.repository = 'quay.io/acme/wave'\n}\n",
        "kind: ExternalSecret\nspec:\n  secretStoreRef:\n    name: vault\n",
        "password: s3cr3t-Pw-4711",
        "key: value\nother: thing\n",
        "The password is on the second page, user guide: chapter 3.",
        "url=jdbc:postgresql://db.acme.example/x\nuser=acme\npassword=PW\n",
        "- uses: actions/checkout@v4\n  with:\n    repository: acme/x\n    token: PW\n",
        "[[runners]]\n  url = \"https://gitlab.acme.example\"\n  token = \"PW\"\n",
        "services:\n  web:\n    image: ghcr.io/acme/web:1\n    environment:\n      ADMIN_USER: root\n      ADMIN_PASSWORD: PW\n",
        "apiVersion: v1\nclusters:\n- cluster:\n    server: https://k8s.acme.example:6443\nusers:\n- user:\n    token: PW\n",
        "mysql --host=db.acme.example --user=acme --password=PW",
        "mysql --host db.acme.example --user acme --password PW",
        "docker exec db mysql --host db.acme.example --user acme --password PW",
        "npm login --registry https://npm.acme.example --username acme --password PW",
        "helm repo add acme https://charts.acme.example --username acme --password PW",
        "flux create secret git acme --url=https://git.acme.example/x --username=acme --password=PW",
        "mytool login --username acme --password PW",
        "redis { host=\"redis.lab.example\"; user=\"u\"; password=\"PW\" }",
        "redis {\n  host = \"redis.lab.example\"\n  user = \"u\"\n  password = \"PW\"\n}",
        "services { database { url = 'https://db.lab.example'; user = 'u'; password = 'PW' } }",
        "curl -u acme:PW https://jira.acme.example/rest/api",
    ] {
        assert_eq!(logins(text), [], "{text}");
    }
}

#[test]
fn several_logins_of_an_environment_are_told_apart() {
    let text = "DOCKERHUB_USERNAME=a\nDOCKERHUB_TOKEN=PW\nGHCR_USERNAME=b\nGHCR_TOKEN=PW\n";
    let found: Vec<_> = logins(text)
        .into_iter()
        .map(|(host, user, _)| host + &user)
        .collect();
    let mut found = found;
    found.sort();
    assert_eq!(found, ["docker.ioa", "ghcr.iob"]);
}

#[test]
fn a_deep_or_broken_text_is_read_as_far_as_it_goes() {
    for piece in [
        "a:\n ",
        "[",
        "{a: ",
        "- ",
        "x {\n",
        "[[a]]\nb.",
        "\"\"\"",
        "a = { b = ",
        "&a [",
        "*a ",
    ] {
        let _ = read(&format!("password: x\n{}", piece.repeat(5000)));
    }
}

#[test]
fn an_image_in_parts_tells_its_registry() {
    give(&[
        (
            "ghcr.io",
            "labbot",
            "image:\n  registry: ghcr.io\n  repository: acme/x\n  tag: \"1\"\nimageCredentials:\n  username: labbot\n  password: PW\n",
        ),
        (
            "quay.io",
            "a+b",
            "image:\n  repository: acme/x\n  registry: quay.io\npullSecret:\n  username: a+b\n  password: PW\n",
        ),
        (
            "docker.io",
            "labbot",
            "image:\n  repository: acme/x\nimageCredentials:\n  username: labbot\n  password: PW\n",
        ),
        (
            "docker.io",
            "labbot",
            "image:\n  registry: \"\"\n  repository: acme/x\nimageCredentials:\n  username: labbot\n  password: PW\n",
        ),
        (
            "ghcr.io",
            "labbot",
            "image:\n  repository: ghcr.io/acme/x\nimageCredentials:\n  username: labbot\n  password: PW\n",
        ),
        (
            "harbor.lab.example",
            "labbot",
            "image:\n  registry: harbor.lab.example/proxy\n  repository: acme/x\nimageCredentials:\n  username: labbot\n  password: PW\n",
        ),
        // One registry for all images of the chart.
        (
            "ghcr.io",
            "labbot",
            "global:\n  imageRegistry: ghcr.io\nimage:\n  repository: acme/x\nimageCredentials:\n  username: labbot\n  password: PW\n",
        ),
        // Only a run can tell.
        (
            "",
            "labbot",
            "image:\n  registry: \"{{ .Values.registry }}\"\n  repository: acme/x\nimageCredentials:\n  username: labbot\n  password: PW\n",
        ),
    ]);
}

#[test]
fn commands_of_unknown_programs_log_in_where_they_are_about_a_registry() {
    give(&[
        (
            "ghcr.io",
            "labbot",
            "flux create secret oci reg \\\n  --url=ghcr.io \\\n  --username=labbot \\\n  --password=PW\n",
        ),
        (
            "ghcr.io",
            "labbot",
            "mytool push --registry ghcr.io --username labbot --password PW",
        ),
        (
            "ghcr.io",
            "labbot",
            "mytool push \\\n  --registry=ghcr.io \\\n  --username=labbot \\\n  --password=PW \\\n  --verbose\n",
        ),
        (
            "registry.lab.example",
            "labbot",
            "flux create secret oci reg --url=oci://registry.lab.example --username=labbot --password=PW",
        ),
        (
            "registry.lab.example:5000",
            "$oauthtoken",
            "mytool --registry-server registry.lab.example:5000 --registry-user \"$oauthtoken\" --registry-password PW run",
        ),
        (
            "nvcr.io",
            "$oauthtoken",
            "NGC_REGISTRY=nvcr.io\nNGC_USERNAME=$oauthtoken\nNGC_PASSWORD=PW\n",
        ),
        (
            "harbor.lab.example",
            "robot$lab",
            "HARBOR_HOST=harbor.lab.example\nHARBOR_USERNAME=\"robot$lab\"\nHARBOR_PASSWORD=PW\n",
        ),
    ]);
    // A value that only a shell knows stays out.
    let text = "mytool push --registry ghcr.io --username labbot --password $TOKEN";
    let entry = &login::read(text).unwrap().entries[0];
    assert_eq!(entry.password.reason(), Some(Reason::ShellVariable));
}

#[test]
fn a_backslash_that_joins_lines_is_part_of_no_value() {
    let text = "registry.url = ghcr.io \\\n[login]\nusername = labbot \\\npassword = PW\n";
    for (_, user, _) in logins(text) {
        assert_eq!(user, "labbot");
    }
    give(&[(
        "ghcr.io",
        "lab\\bot",
        "registry: ghcr.io\nusername: lab\\bot\npassword: PW\n",
    )]);
}
