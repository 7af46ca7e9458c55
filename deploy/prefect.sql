CREATE DATABASE prefect OWNER extract;
