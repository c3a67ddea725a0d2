# The same Service as JSON, where the difference between 8000 and "8000" is in plain sight.
kubectl create -f - <<'EOF'
{
  "apiVersion": "v1",
  "kind": "Service",
  "metadata": { "name": "menu", "namespace": "kitchen" },
  "spec": {
    "selector": { "app": "menu" },
    "ports": [{ "name": "http", "port": 8000, "targetPort": 8080 }]
  }
}
EOF
