# Another Service under another name works, but the readers ask for catalogue.
kubectl expose deployment catalogue -n library --name=catalogue2 --port=80 --target-port=8080
